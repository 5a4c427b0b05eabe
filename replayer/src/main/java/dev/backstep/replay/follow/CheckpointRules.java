package dev.backstep.replay.follow;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When checkpoints are taken. Those that the program asks for are always taken.
 *
 * @param everyNanos of recorded time
 * @param everyTicks of the program
 * @param adaptive   as often as they cost little
 */
public record CheckpointRules(OptionalLong everyNanos, OptionalLong everyTicks, boolean adaptive) {
    /** What there is to choose from, for people. */
    public static final String CHOICES = "100ms, 2s, 500000ticks or adaptive";
    /** What is meant if nothing is said. */
    public static final String DEFAULT = "adaptive";

    private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,12})(ms|s|ticks)");
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * Reads what the user wrote.
     *
     * @param texts each one or more rules, with commas between them
     * @throws IllegalArgumentException with a sentence, if one is none
     */
    public static CheckpointRules parse(List<String> texts) {
        CheckpointRules rules = new CheckpointRules(OptionalLong.empty(), OptionalLong.empty(), false);
        for (String text : texts) {
            for (String one : text.split(",", -1)) {
                rules = rules.with(one.strip());
            }
        }
        return rules;
    }

    private CheckpointRules with(String text) {
        Matcher interval = INTERVAL.matcher(text);
        if (interval.matches()) {
            long number = Long.parseLong(interval.group(1));
            return switch (interval.group(2)) {
                case "ticks" -> new CheckpointRules(everyNanos, OptionalLong.of(number), adaptive);
                case "s" -> every(Math.multiplyExact(number, NANOS_PER_SECOND));
                default -> every(Math.multiplyExact(number, NANOS_PER_MILLI));
            };
        }
        return switch (text) {
            case "adaptive" -> new CheckpointRules(everyNanos, everyTicks, true);
            default -> throw new IllegalArgumentException("'" + text + "' is no rule for checkpoints; write " + CHOICES);
        };
    }

    private CheckpointRules every(long nanos) {
        return new CheckpointRules(OptionalLong.of(nanos), everyTicks, adaptive);
    }
}
