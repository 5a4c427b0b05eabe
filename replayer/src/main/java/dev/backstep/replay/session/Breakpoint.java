package dev.backstep.replay.session;

import java.util.List;
import java.util.Optional;

/**
 * Where motions in both directions stop.
 *
 * @param id chosen by the caller, unique in the session
 */
public sealed interface Breakpoint {
    int id();

    Filter filter();

    /**
     * When a hit counts.
     *
     * @param condition a Java expression of type boolean; empty for always
     * @param hits {@code 5}, {@code >= 5}, {@code % 5}; counted from the start of the recording; empty for all
     * @param log makes it a logpoint: text with expressions in braces, reported to listeners instead of a stop; empty for none
     */
    record Filter(String condition, String hits, String log) {
        public static final Filter NONE = new Filter("", "", "");
    }

    /**
     * A line of a source file.
     *
     * @param source path or name of the file as the user has it; matched by package and file name
     * @param className binary name, if known; matched with its nested classes
     * @param line from 1; moves to the next line that has code
     */
    record Line(int id, String source, Optional<String> className, int line, Filter filter) implements Breakpoint { }

    /** The entry of each method of this name. */
    record Method(int id, String className, String method, Filter filter) implements Breakpoint { }

    /**
     * The throwing of an exception.
     *
     * @param classNames exceptions and their subclasses; empty for all
     */
    record Exception(int id, List<String> classNames, boolean caught, boolean uncaught, Filter filter) implements Breakpoint { }

    /** A read or write of a field, in any object. */
    record Field(int id, String className, String field, boolean onRead, boolean onWrite, Filter filter) implements Breakpoint { }

    /**
     * What became of a breakpoint.
     *
     * @param line where it is, from 1; 0 if it is not at a line
     * @param problem why it cannot be hit, a sentence without full stop; empty if it can
     */
    record Status(int id, int line, String problem) {
        public boolean verified() {
            return problem.isEmpty();
        }
    }
}
