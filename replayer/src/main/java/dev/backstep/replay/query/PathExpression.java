package dev.backstep.replay.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression that is a way from a variable through fields and elements, {@code this.lines[i].text}. The runtime can follow it
 * at once, without running code of the program.
 *
 * @param parts {@code .field}, {@code [3]} or {@code [i}, as in the source but for the closing bracket
 */
record PathExpression(String variable, List<String> parts) {
    private static final String NAME = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final Pattern WHOLE = Pattern.compile("(" + NAME + ")((?:\\." + NAME + "|\\[\\d{1,9}]|\\[" + NAME + "])*)");
    private static final Pattern PART = Pattern.compile("\\." + NAME + "|\\[\\d{1,9}]|\\[" + NAME + "]");
    private static final List<String> CONSTANTS = List.of("true", "false", "null", "super");

    PathExpression {
        parts = List.copyOf(parts);
    }

    /** @return empty if it is more than that */
    static Optional<PathExpression> parse(String expression) {
        Matcher whole = WHOLE.matcher(expression.replaceAll("\\s*([.\\[\\]])\\s*", "$1").strip());
        if (!whole.matches() || CONSTANTS.contains(whole.group(1))) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            String text = part.group();
            parts.add(text.startsWith("[") ? text.substring(0, text.length() - 1) : text);
        }
        return Optional.of(new PathExpression(whole.group(1), parts));
    }

    /** Variables that it needs. */
    List<String> variables() {
        List<String> names = new ArrayList<>(List.of(variable));
        for (String part : parts) {
            if (isVariable(part)) {
                names.add(part.substring(1));
            }
        }
        return names;
    }

    private static boolean isVariable(String part) {
        return part.startsWith("[") && !Character.isDigit(part.charAt(1));
    }

    /** As the runtime reads it. @param variables all that are told, in order */
    String question(List<String> variables) {
        StringBuilder text = new StringBuilder().append(variables.indexOf(variable));
        for (String part : parts) {
            text.append('/');
            if (isVariable(part)) {
                text.append("[$").append(variables.indexOf(part.substring(1)));
            } else {
                text.append(part);
            }
        }
        return text.toString();
    }
}
