package dev.backstep.replay.follow;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of the end of a recording is kept; one of the two is there.
 *
 * @param nanos of recorded time
 * @param bytes of log and checkpoints together
 */
public record Keep(OptionalLong nanos, OptionalLong bytes) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,9})(s|m|h|M|G)");
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LEAST_BYTES = 50_000_000;
    /** So many checkpoints there are at least in the time that is kept. */
    private static final int PARTS = 10;
    private static final String USUAL_RULE_OF_BYTES = "2s";

    /**
     * Reads what the user wrote.
     *
     * @throws IllegalArgumentException with a sentence, if it is no amount
     */
    public static Keep parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time and no size; write 30s, 5m, 2h, 500M or 2G");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> time(number);
            case "m" -> time(number * 60);
            case "h" -> time(number * 3600);
            case "M" -> size(number * 1_000_000);
            default -> size(number * 1_000_000_000);
        };
    }

    private static Keep time(long seconds) {
        return new Keep(OptionalLong.of(Math.multiplyExact(seconds, NANOS_PER_SECOND)), OptionalLong.empty());
    }

    private static Keep size(long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("less than 50M is not enough for checkpoints of a JVM");
        }
        return new Keep(OptionalLong.empty(), OptionalLong.of(bytes));
    }

    /** How often checkpoints are taken if the user does not say it: one is given up at a time. */
    public String usualRule() {
        return nanos.isPresent() ? Math.max(1, nanos.getAsLong() / NANOS_PER_SECOND / PARTS) + "s" : USUAL_RULE_OF_BYTES;
    }
}
