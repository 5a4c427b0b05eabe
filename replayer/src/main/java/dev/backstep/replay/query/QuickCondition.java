package dev.backstep.replay.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A condition of which the runtime's own look at variables can say that it does not hold: comparisons of ways through fields with
 * constants, all of which must hold. Where it may hold a debugger evaluates it, so nothing is decided here that Java might see otherwise.
 */
final class QuickCondition {
    private static final Pattern COMPARISON = Pattern.compile("(.+?)\\s*(==|!=|<=|>=|<|>)\\s*(-?\\d{1,18}[lL]?|true|false|null)");
    private static final Pattern EQUALS = Pattern.compile("(.+)\\.equals\\(\"([\\w .:/-]{0,60})\"\\)");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d{1,19}");

    /** @param constant as values are written down */
    private record Comparison(String path, String operator, String constant) { }

    private final List<Comparison> comparisons;

    private QuickCondition(List<Comparison> comparisons) {
        this.comparisons = List.copyOf(comparisons);
    }

    /** @return empty if only a debugger can evaluate it */
    static Optional<QuickCondition> parse(String condition) {
        List<Comparison> comparisons = new ArrayList<>();
        for (String part : condition.split("&&", -1)) {
            Optional<Comparison> comparison = comparison(part.strip());
            if (comparison.isEmpty()) {
                return Optional.empty();
            }
            comparisons.add(comparison.get());
        }
        return Optional.of(new QuickCondition(comparisons));
    }

    private static Optional<Comparison> comparison(String text) {
        Matcher equals = EQUALS.matcher(text);
        Matcher comparison = COMPARISON.matcher(text);
        Comparison found = equals.matches() ? new Comparison(equals.group(1), "==", '"' + equals.group(2) + '"')
                : comparison.matches() ? new Comparison(comparison.group(1), comparison.group(2), comparison.group(3).replaceFirst("(?<=\\d)[lL]$", ""))
                : text.startsWith("!") ? new Comparison(text.substring(1), "==", "false") : new Comparison(text, "==", "true");
        return Optional.of(found).filter(one -> PathExpression.parse(one.path).isPresent());
    }

    List<PathExpression> paths() {
        return comparisons.stream().map(one -> PathExpression.parse(one.path).orElseThrow()).toList();
    }

    /** @param values of the paths */
    boolean mayHold(List<ValueText> values) {
        for (int i = 0; i < comparisons.size(); i++) {
            ValueText value = values.get(i);
            if (!value.known()) {
                return true;        // what is evaluated before decides whether that matters: the debugger will see
            }
            if (isFalse(comparisons.get(i), value.text())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFalse(Comparison comparison, String value) {
        String constant = comparison.constant;
        if (WHOLE_NUMBER.matcher(constant).matches()) {
            return WHOLE_NUMBER.matcher(value).matches() && !holds(comparison.operator, compare(value, constant));
        }
        boolean comparable = switch (constant) {
            case "true", "false" -> value.equals("true") || value.equals("false");
            case "null" -> true;
            default -> value.startsWith("\"");
        };
        return comparable && switch (comparison.operator) {
            case "==" -> !value.equals(constant);
            case "!=" -> value.equals(constant);
            default -> false;
        };
    }

    private static int compare(String value, String constant) {
        return Long.compare(Long.parseLong(value), Long.parseLong(constant));
    }

    private static boolean holds(String operator, int order) {
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }
}
