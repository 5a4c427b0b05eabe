package dev.backstep.replay.session;

/**
 * A named value.
 *
 * @param name of the variable, element ({@code [3]}) or expression
 * @param type as in source code, the run-time one for objects
 * @param value for people
 * @param id to ask for its children and history of parts; 0 if it has no parts. Good until the next motion
 * @param container id of the scope or value that it is part of, 0 for none; with the name it says which variable is meant
 * @param namedParts number of fields and the like
 * @param indexedParts number of elements
 * @param expression that gives this value when evaluated in its frame; empty if there is none
 * @param kind what it is
 * @param changed whether the value is another than at the stop before
 */
public record VariableView(String name, String type, String value, long id, long container, int namedParts, int indexedParts,
        String expression, Kind kind, boolean changed) {
    /** What a variable is. */
    public enum Kind {
        LOCAL, PARAMETER, THIS, FIELD, STATIC_FIELD, ELEMENT, ENTRY, RETURN_VALUE, EXPRESSION
    }
}
