package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts of hits that a breakpoint stops at: {@code 5}, {@code >= 5}, {@code % 5}. */
final class HitFilter {
    private static final long NEVER = Long.MAX_VALUE >> 1;
    private static final Pattern FORM = Pattern.compile("\\s*(>=|>|<=|<|==|=|%)?\\s*([0-9]{1,9})\\s*");

    private HitFilter() { }

    /** @return what is wrong with a filter, a sentence without full stop; empty if nothing is */
    static String problem(Breakpoint.Filter filter) {
        if (filter.hits().isBlank()) {
            return "";
        }
        Matcher form = FORM.matcher(filter.hits());
        if (!form.matches()) {
            return "'" + filter.hits() + "' is not a hit count; write 5, >= 5 or % 5";
        }
        return "%".equals(form.group(1)) && Long.parseLong(form.group(2)) == 0 ? "every 0th hit never comes; write % 1 or more" : "";
    }

    static boolean counts(Breakpoint breakpoint) {
        return !breakpoint.filter().hits().isBlank();
    }

    /** @param ordinal of a hit, from 1 */
    static boolean wants(Breakpoint breakpoint, long ordinal) {
        Matcher form = FORM.matcher(breakpoint.filter().hits());
        if (!form.matches()) {
            return !counts(breakpoint);
        }
        long number = Long.parseLong(form.group(2));
        return switch (form.group(1) == null ? "=" : form.group(1)) {
            case ">=" -> ordinal >= number;
            case ">" -> ordinal > number;
            case "<=" -> ordinal <= number;
            case "<" -> ordinal < number;
            case "%" -> number > 0 && ordinal % number == 0;
            default -> ordinal == number;
        };
    }

    /** The first ordinal after another that is wanted; so large that it never comes if there is none. */
    static long nextAfter(Breakpoint breakpoint, long ordinal) {
        Matcher form = FORM.matcher(breakpoint.filter().hits());
        if (!form.matches()) {
            return counts(breakpoint) ? NEVER : ordinal + 1;
        }
        long number = Long.parseLong(form.group(2));
        return switch (form.group(1) == null ? "=" : form.group(1)) {
            case ">=" -> Math.max(number, ordinal + 1);
            case ">" -> Math.max(number, ordinal) + 1;
            case "<=" -> ordinal < number ? ordinal + 1 : NEVER;
            case "<" -> ordinal + 1 < number ? ordinal + 1 : NEVER;
            case "%" -> number == 0 ? NEVER : (ordinal / number + 1) * number;
            default -> ordinal < number ? number : NEVER;
        };
    }
}
