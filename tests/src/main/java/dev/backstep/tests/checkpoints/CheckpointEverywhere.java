package dev.backstep.tests.checkpoints;

import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.VmTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Replays a recording step by step to random positions, takes a checkpoint at each, and goes on from each of them to the end: all
 * must arrive at the same steps, ticks and events, and each fact on the way is compared with the recorded one.
 *
 * <p>By hand: {@code backstep corpus --recording REC}; without a recording, the command does it with all programs.
 */
public final class CheckpointEverywhere {
    private final PreparedReplay prepared;
    private final SiteTable sites = new SiteTable();
    private final Random random;
    private final List<Long> startNanos = new ArrayList<>();
    private final List<Long> forkNanos = new ArrayList<>();

    private CheckpointEverywhere(PreparedReplay prepared, Random random) {
        this.prepared = prepared;
        this.random = random;
    }

    /** What was done, and how long it took. */
    public record Result(int checkpoints, long steps, double medianForkMillis, double medianStartMillis) { }

    /**
     * Works on a recording.
     *
     * @throws AssertionError if a process arrives elsewhere
     */
    public static Result check(Path recording, int count, Random random) throws IOException {
        try (PreparedReplay prepared = PreparedReplay.of(recording, ImageCache.standard(), Progress.SILENT)) {
            return new CheckpointEverywhere(prepared, random).check(count);
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
            return new Result(0, 0, 0, 0);
        }
        try (ReplayVm vm = ReplayVm.boot(prepared, sites, List.of())) {
            for (long step : random.longs(count, 0, Math.max(1, end.step())).sorted().distinct().toArray()) {
                Arrival arrival = vm.arrival().step() >= step ? vm.arrival() : vm.run(Goal.step(step));
                if (arrival.isEnd()) {
                    break;
                }
                long start = System.nanoTime();
                templates.add(vm.fork());
                forkNanos.add(System.nanoTime() - start);
            }
            assertSame(end, vm.arrival().isEnd() ? vm.arrival() : vm.run(Goal.end()), "the process of which checkpoints were taken");
            for (VmTemplate template : templates) {
                goOn(template, end);
            }
        } finally {
            templates.forEach(VmTemplate::close);
        }
        return new Result(templates.size(), end.step(), median(forkNanos), median(startNanos));
    }

    /** Half of them are checkpointed on the way again. */
    private void goOn(VmTemplate template, Arrival end) throws IOException {
        long start = System.nanoTime();
        try (ReplayVm vm = template.start()) {
            String from = "from step " + template.arrival().step();
            if (template.arrival().step() < end.step()) {
                vm.run(Goal.step(template.arrival().step() + 1));
            }
            startNanos.add(System.nanoTime() - start);
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
