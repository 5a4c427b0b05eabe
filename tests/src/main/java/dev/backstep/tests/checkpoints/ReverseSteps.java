package dev.backstep.tests.checkpoints;

import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.travel.Checkpoints;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long does a step back take, and a process for the debugger at the place where it ends? Goes to the end of a recording and back
 * from there: {@code ReverseSteps RECORDING STEPS}.
 */
public final class ReverseSteps {
    private final Checkpoints bases;
    private ReplayVm present;

    private ReverseSteps(Checkpoints bases) {
        this.bases = bases;
    }

    private Arrival seek(long step) throws IOException {
        if (present != null) {
            bases.give(present);
        }
        present = bases.take(place -> place.step() <= step);
        while (present.arrival().step() < step) {
            Arrival at = bases.run(present, Goal.step(step), bases.nextVisit(present.arrival().step()));
            if (at.isEnd() || at.step() == step) {
                break;
            }
            bases.visit(present);
        }
        return present.arrival();
    }

    public static void main(String[] arguments) throws Exception {
        try (PreparedReplay prepared = PreparedReplay.of(Path.of(arguments[0]), ImageCache.standard(), Progress.SILENT);
                Checkpoints bases = new Checkpoints(prepared, Beginning.of(prepared), new SiteTable())) {
            ReverseSteps steps = new ReverseSteps(bases);
            long start = System.nanoTime();
            long end = steps.seek(Long.MAX_VALUE).step();
            System.out.printf("%d steps forward in %.0f ms, %d checkpoints%n", end, (System.nanoTime() - start) / 1e6, bases.checkpoints().size());
            List<Double> moved = new ArrayList<>();
            List<Double> shown = new ArrayList<>();
            for (int i = 1; i <= Integer.parseInt(arguments[1]); i++) {
                start = System.nanoTime();
                Arrival at = steps.seek(end - i);
                if (at.step() != end - i) {
                    throw new AssertionError("arrived at " + at.step() + " instead of " + (end - i));
                }
                moved.add((System.nanoTime() - start) / 1e6);
                start = System.nanoTime();
                bases.forDebugger(steps.present).close();
                shown.add((System.nanoTime() - start) / 1e6);
            }
            System.out.println("steps back, ms " + moved.stream().map(Math::round).toList());
            System.out.println("for the debugger, ms " + shown.stream().map(Math::round).toList());
            bases.checkpoints().forEach(System.out::println);
            steps.present.close();
        }
    }
}
