package dev.backstep.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often checkpoints are taken; one of the two is there.
 *
 * @param millis of run time
 * @param ticks of the program
 */
record CheckpointInterval(Optional<Long> millis, Optional<Long> ticks) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,12})(ms|s|ticks)");
    private static final long MILLIS_PER_SECOND = 1000;

    /**
     * Reads what the user wrote.
     *
     * @throws IllegalArgumentException if it is none
     */
    static CheckpointInterval parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no interval; write 100ms, 2s or 500000ticks");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ticks" -> new CheckpointInterval(Optional.empty(), Optional.of(number));
            case "s" -> new CheckpointInterval(Optional.of(number * MILLIS_PER_SECOND), Optional.empty());
            default -> new CheckpointInterval(Optional.of(number), Optional.empty());
        };
    }
}
