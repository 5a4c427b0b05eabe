package dev.backstep.replay.follow;

import dev.backstep.linux.EventCounter;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.Progress;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;

/** Lets a replay go on to its end and takes checkpoints on the way. */
public final class CheckpointTaker {
    private final ReplayVm vm;
    private final StoredCheckpoints checkpoints;
    private final CheckpointRules rules;
    private final Due due;
    private final Rest rest;
    private volatile boolean ended;

    /** @param vm replays what is prepared */
    public CheckpointTaker(ReplayVm vm, StoredCheckpoints checkpoints, CheckpointRules rules, PreparedReplay prepared) {
        this.vm = vm;
        this.checkpoints = checkpoints;
        this.rules = rules;
        due = new Due(rules, prepared.metadata().hookNames());
        rest = new Rest(prepared.file(), due.occasions().hooks());
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
        due.passed(vm.place().clockNanos(), vm.arrival().tick());
        while (true) {
            vm.endAt(due.occasions());
            vm.run(Goal.end());
            if (vm.arrival().isEnd()) {
                return;
            }
            vm.endPause();
            Progress place = vm.place();
            if (!place.met().isEmpty()) {
                take(reason(place), place, listener, misses);
            } else if (misses != null && misses.areDue()) {
                take("cache-misses", place, listener, misses);
            }
            if (ended && misses == null && !rest.callsForOne(vm.arrival().event(), due.occasions())) {
                return;
            }
        }
    }

    private void take(String reason, Progress place, Listener listener, CacheMisses misses) throws IOException {
        long start = System.nanoTime();
        checkpoints.take(reason, place.label());
        due.taken(place.clockNanos(), vm.arrival().tick(), System.nanoTime() - start);
        if (misses != null) {
            misses.taken();
        }
        listener.taken(place);
    }

    /** The recording has ended: the replay goes on only if what is left calls for a checkpoint. Any thread. */
    void recordingEnded() {
        ended = true;
        vm.pause();
    }

    /** The same, and that they cost little is a reason no longer. Any thread. */
    void endAdaptive() {
        due.endAdaptive();
        vm.pause();
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
