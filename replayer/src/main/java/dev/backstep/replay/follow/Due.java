package dev.backstep.replay.follow;

import dev.backstep.replay.follow.CheckpointRules.Rule;
import dev.backstep.replay.query.IoNatives;
import dev.backstep.replay.vm.Occasion;
import dev.backstep.replay.vm.Occasions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** When the next checkpoint is due, by the rules and by what the last ones cost. Not thread-safe but for {@link #endAdaptive}. */
final class Due {
    /** Adaptive: so many times as long as a checkpoint takes the program ran between two of them. So they cost 3 %. */
    private static final int RUN_PER_CHECKPOINT = 33;
    private static final long LEAST_ADAPTIVE_NANOS = 100_000_000;
    /** What may happen at any time is no reason for another checkpoint so soon after one. */
    private static final long QUIET_NANOS = 100_000_000;
    private static final double WEIGHT_OF_LAST = 0.3;

    private final CheckpointRules rules;
    private final Set<Integer> network;
    private double costNanos;
    private long nextTime;
    private long nextAdaptive;
    private long nextTick;
    private long quietUntil;
    private volatile boolean adaptive;

    /**
     * From the beginning of a recording.
     *
     * @param hookNames of the recording
     */
    Due(CheckpointRules rules, List<String> hookNames) {
        this.rules = rules;
        network = rules.has(Rule.NETWORK) ? IoNatives.ofNetwork(hookNames) : Set.of();
        adaptive = rules.has(Rule.ADAPTIVE);
        passed(0, 0);
    }

    /**
     * A checkpoint was taken.
     *
     * @param clockNanos recorded time, and ticks of the program, where it was taken
     * @param cost       how long it took, in nanoseconds
     */
    void taken(long clockNanos, long tick, long cost) {
        costNanos = costNanos == 0 ? cost : costNanos * (1 - WEIGHT_OF_LAST) + cost * WEIGHT_OF_LAST;
        passed(clockNanos, tick);
        quietUntil = clockNanos + QUIET_NANOS;
    }

    /** Intervals are counted from the beginning of the recording, so they are the same in each replay. */
    void passed(long clockNanos, long tick) {
        rules.everyNanos().ifPresent(every -> nextTime = (clockNanos / every + 1) * every);
        rules.everyTicks().ifPresent(every -> nextTick = (tick / every + 1) * every);
        nextAdaptive = clockNanos + Math.max(LEAST_ADAPTIVE_NANOS, (long) (costNanos * RUN_PER_CHECKPOINT));
    }

    /** What costs little is waited for by somebody now. Any thread. */
    void endAdaptive() {
        adaptive = false;
    }

    Occasions occasions() {
        Set<Occasion> wanted = EnumSet.of(Occasion.ASKED, Occasion.COMMAND);
        long clock = Long.MAX_VALUE;
        if (rules.everyNanos().isPresent()) {
            clock = nextTime;
        }
        if (adaptive) {
            clock = Math.min(clock, nextAdaptive);
        }
        if (clock != Long.MAX_VALUE) {
            wanted.add(Occasion.CLOCK);
        }
        if (rules.everyTicks().isPresent()) {
            wanted.add(Occasion.TICKS);
        }
        if (!network.isEmpty()) {
            wanted.add(Occasion.NATIVE);
        }
        if (rules.written().isPresent()) {
            wanted.add(Occasion.WRITE);
        }
        return new Occasions(wanted, clock, nextTick, network, quietUntil);
    }
}
