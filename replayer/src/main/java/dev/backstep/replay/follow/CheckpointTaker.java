package dev.backstep.replay.follow;

import dev.backstep.linux.EventCounter;
import dev.backstep.replay.follow.CheckpointRules.Rule;
import dev.backstep.replay.query.IoNatives;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.Occasion;
import dev.backstep.replay.vm.Occasions;
import dev.backstep.replay.vm.Progress;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Lets a replay go on to its end and takes checkpoints on the way. */
public final class CheckpointTaker {
    /** Adaptive: so many times as long as a checkpoint takes the program ran between two of them. So they cost 3 %. */
    private static final int RUN_PER_CHECKPOINT = 33;
    private static final long LEAST_ADAPTIVE_NANOS = 100_000_000;
    /** What may happen at any time is no reason for another checkpoint so soon after one. */
    private static final long QUIET_NANOS = 100_000_000;
    private static final double WEIGHT_OF_LAST = 0.3;

    private final ReplayVm vm;
    private final StoredCheckpoints checkpoints;
    private final CheckpointRules rules;
    private final Set<Integer> network;
    private double costNanos;
    private long nextTime;
    private long nextAdaptive;
    private long nextTick;
    private long quietUntil;

    /** @param hookNames of the recording */
    public CheckpointTaker(ReplayVm vm, StoredCheckpoints checkpoints, CheckpointRules rules, List<String> hookNames) {
        network = rules.has(Rule.NETWORK) ? IoNatives.ofNetwork(hookNames) : Set.of();
        this.vm = vm;
        this.checkpoints = checkpoints;
        this.rules = rules;
    }

    /** Is told of each checkpoint. */
    public interface Listener {
        void taken(Progress place) throws IOException;
    }

    /** @throws IOException if the checkpoints cannot be written, or the replay fails */
    public void run(Listener listener) throws IOException {
        if (rules.everyMisses().isEmpty()) {
            run(listener, null);
            return;
        }
        try (CacheMisses misses = new CacheMisses(vm, rules.everyMisses().getAsLong(), EventCounter.Kind.CACHE_MISSES)) {
            run(listener, misses);
        }
    }

    /** @param misses null if they do not matter */
    void run(Listener listener, CacheMisses misses) throws IOException {
        plan(vm.place());
        while (true) {
            vm.endAt(occasions());
            vm.run(Goal.end());
            if (vm.arrival().isEnd()) {
                return;
            }
            vm.endPause();
            Progress place = vm.place();
            if (place.met().isEmpty() && (misses == null || !misses.areDue())) {
                continue;       // asked to pause just after another checkpoint
            }
            long start = System.nanoTime();
            checkpoints.take(place.met().isEmpty() ? "cache-misses" : reason(place), place.label());
            if (misses != null) {
                misses.taken();
            }
            long cost = System.nanoTime() - start;
            costNanos = costNanos == 0 ? cost : costNanos * (1 - WEIGHT_OF_LAST) + cost * WEIGHT_OF_LAST;
            plan(place);
            listener.taken(place);
        }
    }

    /** Intervals are counted from the beginning of the recording, so they are the same in each replay. */
    private void plan(Progress place) {
        long now = place.clockNanos();
        rules.everyNanos().ifPresent(every -> nextTime = (now / every + 1) * every);
        rules.everyTicks().ifPresent(every -> nextTick = (vm.arrival().tick() / every + 1) * every);
        quietUntil = checkpoints.taken() == 0 ? 0 : now + QUIET_NANOS;
        nextAdaptive = now + Math.max(LEAST_ADAPTIVE_NANOS, (long) (costNanos * RUN_PER_CHECKPOINT));
    }

    private Occasions occasions() {
        Set<Occasion> wanted = EnumSet.of(Occasion.ASKED, Occasion.COMMAND);
        long clock = Long.MAX_VALUE;
        if (rules.everyNanos().isPresent()) {
            clock = nextTime;
        }
        if (rules.has(Rule.ADAPTIVE)) {
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

    private static String reason(Progress place) {
        return switch (place.met().stream().max(Enum::compareTo).orElseThrow()) {
            case CLOCK -> "time";
            case TICKS -> "ticks";
            case NATIVE -> "network";
            case WRITE -> "write";
            case ASKED -> "program";
            case COMMAND -> "command";
        };
    }
}
