package dev.backstep.tests.checkpoints;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import dev.backstep.replay.vm.VmTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Replays a recording step by step to random positions, takes a checkpoint at each, and goes on from each of them to the end: all
 * must arrive at the same steps, ticks and events, and each fact on the way is compared with the recorded one. Half of the
 * checkpoints are forks, the others are written to a pack, compressed, and restored from there.
 *
 * <p>By hand: {@code backstep corpus --recording REC}; without a recording, the command does it with all programs.
 */
public final class CheckpointEverywhere {
    private final PreparedReplay prepared;
    private final SiteTable sites = new SiteTable();
    private final Random random;
    private final Path pack;
    private final List<Long> startNanos = new ArrayList<>();
    private final List<Long> forkNanos = new ArrayList<>();
    private final List<Long> restoreNanos = new ArrayList<>();

    private CheckpointEverywhere(PreparedReplay prepared, Path pack, Random random) {
        this.prepared = prepared;
        this.pack = pack;
        this.random = random;
    }

    /**
     * What was done, and how long it took.
     *
     * @param forks  checkpoints that were forks
     * @param stored those that were restored from a file
     */
    public record Result(int forks, int stored, long steps, double medianForkMillis, double medianStartMillis,
            double medianRestoreMillis) {
        public int checkpoints() {
            return forks + stored;
        }
    }

    /**
     * Works on a recording.
     *
     * @throws AssertionError if a process arrives elsewhere
     */
    public static Result check(Path recording, int count, Random random) throws IOException {
        try (PreparedReplay prepared = PreparedReplay.of(recording, ImageCache.standard(), Progress.SILENT)) {
            return new CheckpointEverywhere(prepared, StoredCheckpoints.of(recording), random).check(count);
        }
    }

    private Result check(int count) throws IOException {
        Arrival end;
        try (ReplayVm vm = ReplayVm.boot(prepared, sites, List.of())) {
            // A program that is all of the JDK, such as javac by its module, has no steps.
            end = vm.arrival().isEnd() ? vm.arrival() : vm.run(Goal.end());
        }
        List<VmTemplate> templates = new ArrayList<>();
        if (end.step() == 0) {
            return new Result(0, 0, 0, 0, 0, 0);
        }
        int stored;
        try (ReplayVm vm = ReplayVm.boot(prepared, sites, List.of()); StoredCheckpoints checkpoints = new StoredCheckpoints(vm, prepared, StoredCheckpoints.Publication.AT_END)) {
            for (long step : random.longs(count, 0, Math.max(1, end.step())).sorted().distinct().toArray()) {
                Arrival arrival = vm.arrival().step() >= step ? vm.arrival() : vm.run(Goal.step(step));
                if (arrival.isEnd()) {
                    break;
                }
                take(vm, templates, checkpoints);
            }
            checkpoints.finish();
            stored = checkpoints.taken();
            assertSame(end, vm.arrival().isEnd() ? vm.arrival() : vm.run(Goal.end()), "the process of which checkpoints were taken");
            for (VmTemplate template : templates) {
                long start = System.nanoTime();
                try (ReplayVm copy = template.start()) {
                    goOn(copy, end, start, startNanos);
                }
            }
        } finally {
            templates.forEach(VmTemplate::close);
        }
        goOnFromStored(end);
        return new Result(templates.size(), stored, end.step(), median(forkNanos), median(startNanos), median(restoreNanos));
    }

    private void take(ReplayVm vm, List<VmTemplate> templates, StoredCheckpoints checkpoints) throws IOException {
        if (random.nextBoolean()) {
            checkpoints.take("test", "");
            return;
        }
        long start = System.nanoTime();
        templates.add(vm.fork());
        forkNanos.add(System.nanoTime() - start);
    }

    /** Restored one after the other: they have the process ids of the checkpoints, in namespaces of their own. */
    private void goOnFromStored(Arrival end) throws IOException {
        try (CheckpointPack stored = CheckpointPack.open(pack)) {
            for (Checkpoint checkpoint : stored.checkpoints()) {
                long start = System.nanoTime();
                try (ReplayVm vm = StoredCheckpoints.restore(prepared, new SiteTable(), stored, checkpoint)) {
                    if (vm.arrival().step() != checkpoint.mark().step()) {
                        throw new AssertionError("restored at " + vm.arrival() + " instead of " + checkpoint.mark());
                    }
                    goOn(vm, end, start, restoreNanos);
                }
            }
        }
        Files.delete(pack);
    }

    /** Half of them are checkpointed on the way again. */
    private void goOn(ReplayVm vm, Arrival end, long start, List<Long> nanos) throws IOException {
        String from = "from step " + vm.arrival().step();
        if (vm.arrival().step() < end.step()) {
            vm.run(Goal.step(vm.arrival().step() + 1));
        }
        nanos.add(System.nanoTime() - start);
        if (!vm.arrival().isEnd() && random.nextBoolean()) {
            vm.run(Goal.step(random.nextLong(vm.arrival().step(), end.step() + 1)));
            if (!vm.arrival().isEnd()) {
                try (VmTemplate second = vm.fork(); ReplayVm copy = second.start()) {
                    assertSame(end, copy.run(Goal.end()), from + " by " + second.arrival().step());
                }
            }
        }
        assertSame(end, vm.arrival().isEnd() ? vm.arrival() : vm.run(Goal.end()), from);
    }

    private static void assertSame(Arrival expected, Arrival actual, String what) {
        if (expected.step() != actual.step() || expected.tick() != actual.tick() || expected.event() != actual.event()
                || !actual.isEnd()) {
            throw new AssertionError(what + ": arrived at " + actual + " instead of " + expected);
        }
    }

    private static double median(List<Long> nanos) {
        return nanos.isEmpty() ? 0 : nanos.stream().sorted().toList().get(nanos.size() / 2) / 1e6;
    }
}
