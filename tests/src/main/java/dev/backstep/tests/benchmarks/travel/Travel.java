package dev.backstep.tests.benchmarks.travel;

import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.overhead.Workloads;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What one does in a debugger, on recordings of some workloads. */
public final class Travel implements Section {
    /** Some seconds of recording each, and one of a minute. */
    private static final List<Busy> RECORDINGS = List.of(new Busy("Json", "Json", 40), new Busy("Queries", "Queries", 20), new Busy("WebServer", "WebServer", 5),
            new Busy("ContendedLocks", "ContendedLocks", 10), new Busy("QueriesForAMinute", "Queries", 700));

    private record Busy(String name, String workload, int rounds) { }

    @Override
    public String name() {
        return "travel";
    }

    @Override
    public String title() {
        return "Going back in a recording, and asking";
    }

    @Override
    public String question() {
        return "How long does a user wait for a step back, a jump, a look at variables, an answer?";
    }

    @Override
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        for (Busy busy : RECORDINGS) {
            if (keeper.has(busy.name())) {
                continue;
            }
            Scratch scratch = Scratch.of("travel-" + busy.name());
            Program program = Program.of(busy.name(), Workloads.javaArguments(busy.workload(), busy.rounds()).toArray(String[]::new));
            Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
            if (recorded.exitCode() != 0) {
                throw new IllegalStateException(recorded.describe());
            }
            keeper.keep(busy.name(), SessionFigures.of(scratch.recording(), what -> keeper.progress(busy.name() + ", " + what)));
            scratch.delete();
        }
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        return TravelText.lines(parts, "workload");
    }
}
