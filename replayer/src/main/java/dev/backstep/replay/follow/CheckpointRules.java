package dev.backstep.replay.follow;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When checkpoints are taken. Those that somebody asks for, the program or a command, are always taken.
 *
 * @param everyNanos of recorded time
 * @param everyTicks of the program
 * @param everyMisses of the cache, in the replay that takes the checkpoints
 * @param others     that hold
 * @param written    the field whose writes count
 */
public record CheckpointRules(OptionalLong everyNanos, OptionalLong everyTicks, OptionalLong everyMisses, Set<Rule> others,
        Optional<Field> written) {
    /** What there is to choose from, for people. */
    public static final String CHOICES = "100ms, 2s, 500000ticks, 1000000misses, adaptive, network, write:package.Class.field or asked";
    /** What is meant if nothing is said. */
    public static final String DEFAULT = "adaptive";

    private static final String QUESTION = "-Dbackstep.question=";
    private static final Pattern INTERVAL = Pattern.compile("([1-9][0-9]{0,12})(ms|s|ticks|misses)");
    private static final Pattern WRITE = Pattern.compile("write:([^ |,;/]+)\\.([^ |,;/.]+)");
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** A rule without a number. */
    public enum Rule {
        /** As often as they cost little. */
        ADAPTIVE,
        /** When the program has used the network. */
        NETWORK,
        /** Only those that somebody asks for. */
        ASKED
    }

    /** A field of the program. @param owner binary name of the class that declares it */
    public record Field(String owner, String name) { }

    public CheckpointRules {
        others = Set.copyOf(others);
    }

    /**
     * Reads what the user wrote.
     *
     * @param texts each one or more rules, with commas between them
     * @throws IllegalArgumentException with a sentence, if one is none
     */
    public static CheckpointRules parse(List<String> texts) {
        CheckpointRules rules = new CheckpointRules(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), Set.of(), Optional.empty());
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
                case "ticks" -> new CheckpointRules(everyNanos, OptionalLong.of(number), everyMisses, others, written);
                case "misses" -> new CheckpointRules(everyNanos, everyTicks, OptionalLong.of(number), others, written);
                case "s" -> every(Math.multiplyExact(number, NANOS_PER_SECOND));
                default -> every(Math.multiplyExact(number, NANOS_PER_MILLI));
            };
        }
        Matcher write = WRITE.matcher(text);
        if (write.matches()) {
            if (written.isPresent()) {
                throw new IllegalArgumentException("only one field can be watched");
            }
            return new CheckpointRules(everyNanos, everyTicks, everyMisses, others, Optional.of(new Field(write.group(1), write.group(2))));
        }
        return switch (text) {
            case "adaptive" -> and(Rule.ADAPTIVE);
            case "network" -> and(Rule.NETWORK);
            case "asked" -> and(Rule.ASKED);
            default -> throw new IllegalArgumentException("'" + text + "' is no rule for checkpoints; write " + CHOICES);
        };
    }

    private CheckpointRules every(long nanos) {
        return new CheckpointRules(OptionalLong.of(nanos), everyTicks, everyMisses, others, written);
    }

    private CheckpointRules and(Rule rule) {
        EnumSet<Rule> all = EnumSet.of(rule);
        all.addAll(others);
        return new CheckpointRules(everyNanos, everyTicks, everyMisses, all, written);
    }

    boolean has(Rule rule) {
        return others.contains(rule);
    }

    /** What a JVM that replays has to be told, so that it notices what the rules are about. */
    public List<String> vmOptions() {
        return watch().map(watch -> List.of(QUESTION + "watch|" + watch)).orElse(List.of());
    }

    /** The same; processes made of its checkpoints can tell what happens from there on, as a survey of a whole recording does. */
    List<String> vmOptionsWithSurveys() {
        return List.of(QUESTION + "later|survey" + watch().map(watch -> " " + watch).orElse(""));
    }

    private Optional<String> watch() {
        return written.map(field -> "watch " + field.name() + " " + field.owner().replace('.', '/'));
    }
}
