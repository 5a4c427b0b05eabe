package dev.backstep.tests.benchmarks.travel;

import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.overhead.Workloads;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one does in a debugger, on recordings of some workloads. */
public final class Travel implements Section {
    /** Workloads with the number of their rounds: some seconds of recording each. */
    private static final Map<String, Integer> ROUNDS = new LinkedHashMap<>(Map.of("Json", 40, "Queries", 20, "WebServer", 5, "ContendedLocks", 10));

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
        for (Map.Entry<String, Integer> workload : ROUNDS.entrySet()) {
            if (keeper.has(workload.getKey())) {
                continue;
            }
            Scratch scratch = Scratch.of("travel-" + workload.getKey());
            Program program = Program.of(workload.getKey(), Workloads.javaArguments(workload.getKey(), workload.getValue()).toArray(String[]::new));
            Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work());
            if (recorded.exitCode() != 0) {
                throw new IllegalStateException(recorded.describe());
            }
            keeper.keep(workload.getKey(), SessionFigures.of(scratch.recording(), what -> keeper.progress(workload.getKey() + ", " + what)));
            scratch.delete();
        }
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        return TravelText.lines(parts, "workload");
    }
}
