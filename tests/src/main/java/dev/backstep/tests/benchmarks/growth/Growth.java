package dev.backstep.tests.benchmarks.growth;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.Tables;
import dev.backstep.tests.benchmarks.travel.SessionFigures;
import dev.backstep.tests.benchmarks.travel.TravelText;
import dev.backstep.tests.benchmarks.workloads.MixedWork;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Recordings of the same work, longer and longer, and with more and more threads. */
public final class Growth implements Section {
    private static final int USUAL_THREADS = 4;
    private static final Duration LIMIT = Duration.ofHours(1);

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String title() {
        return "How it grows";
    }

    @Override
    public String question() {
        return "What does a longer recording cost, and one of more threads, when it is made, replayed and looked at?";
    }

    @Override
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        int shortest = options.lengthsSeconds().stream().min(Integer::compare).orElseThrow();
        for (int threads : options.threadCounts()) {
            measure(shortest, threads, keeper);
        }
        for (int seconds : options.lengthsSeconds()) {
            if (seconds != shortest || !options.threadCounts().contains(USUAL_THREADS)) {
                measure(seconds, USUAL_THREADS, keeper);
            }
        }
    }

    /** Sorts by length, then by threads. */
    private static String part(int seconds, int threads) {
        return Tables.format("%3d s, %3d threads", seconds, threads);
    }

    private static void measure(int seconds, int threads, Keeper keeper) throws IOException, InterruptedException {
        String part = part(seconds, threads);
        if (keeper.has(part)) {
            return;
        }
        Scratch scratch = Scratch.of("growth-" + seconds + "-" + threads);
        Program program = Program.of(part, "-cp", Settings.testClasses().toString(), MixedWork.class.getName(), Integer.toString(seconds), Integer.toString(threads));
        keeper.progress(part + ", record");
        Outcome recorded = run(Backstep.start(scratch.work(), "", Backstep.recordArguments(program, scratch.recording())));
        keeper.progress(part + ", replay");
        Outcome replayed = run(Backstep.start(scratch.work(), "", List.of("replay", scratch.recording().toString())));
        Map<String, Object> info = JSON.std.mapFrom(run(Backstep.start(scratch.work(), "", List.of("info", "--json", scratch.recording().toString()))).output());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seconds", seconds);
        figures.put("threads", threads);
        figures.put("recordMillis", recorded.time().toMillis());
        figures.put("programMillis", number(info, "wallNanos") / 1e6);
        figures.put("replayMillis", replayed.time().toMillis());
        figures.put("logBytes", info.get("logBytes"));
        figures.put("fileBytes", Files.size(scratch.recording()));
        figures.put("peakBytes", figure(recorded, "peak"));
        figures.put("processorNanos", figure(recorded, "cpu"));
        keeper.keep(part, figures);     // what follows may take long
        figures.putAll(SessionFigures.of(scratch.recording(), what -> keeper.progress(part + ", " + what)));
        keeper.keep(part, figures);
        scratch.delete();
    }

    private static Outcome run(RunningCommand command) throws IOException, InterruptedException {
        try (command) {
            Outcome outcome = command.await(LIMIT);
            if (outcome.exitCode() != 0) {
                throw new IllegalStateException(outcome.describe());
            }
            return outcome;
        }
    }

    private static long figure(Outcome outcome, String name) {
        return Long.parseLong(outcome.output().replaceAll("(?s).*" + name + " (\\d+).*", "$1"));
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        List<String> lines = new ArrayList<>(List.of("A service that is not busy: 500 times a second it computes, locks, allocates, asks the clock; now and then it reads a file (`MixedWork`).", "",
                "- **processor**: its processor time, recorded. **memory**: its largest resident memory. **closing**: what `backstep record` needs before and after the program.",
                "- **replay**: `backstep replay`; waiting takes no time there.", ""));
        lines.addAll(Tables.table(List.of("recording", "processor, s", "memory, MB", "closing, s", "log, MB", "log, KB/s", "recording, MB", "replay, s"),
                parts.entrySet().stream().map(part -> size(part.getKey().strip(), part.getValue())).toList()));
        lines.add("");
        Map<String, Map<String, Object>> opened = new TreeMap<>(parts);
        opened.values().removeIf(figures -> !figures.containsKey("steps"));
        lines.addAll(TravelText.lines(opened, "recording"));
        return lines;
    }

    private static List<String> size(String name, Map<String, Object> figures) {
        double seconds = number(figures, "programMillis") / 1e3;
        return List.of(name, cell("%.1f", number(figures, "processorNanos") / 1e9), cell("%.0f", number(figures, "peakBytes") / 1e6),
                cell("%.1f", number(figures, "recordMillis") / 1e3 - seconds), cell("%.2f", number(figures, "logBytes") / 1e6),
                cell("%.0f", number(figures, "logBytes") / 1e3 / seconds), cell("%.2f", number(figures, "fileBytes") / 1e6),
                cell("%.1f", number(figures, "replayMillis") / 1e3));
    }
}
