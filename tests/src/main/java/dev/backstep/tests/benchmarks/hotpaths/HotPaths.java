package dev.backstep.tests.benchmarks.hotpaths;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.Tables;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JMH in a stock JVM and in a recorded one, in turns: one process for each benchmark and side. */
public final class HotPaths implements Section {
    private static final List<String> NAMES = List.of("tick", "monitor", "nestedMonitor", "reentrantLock", "nanoTime", "smallRead", "weakReferenceGet", "identityHash",
            "allocation", "unparkAndPark", "startAndJoin");
    private static final List<String> JARS = List.of("jmh-core-1.37.jar", "jopt-simple-5.0.4.jar", "commons-math3-3.6.1.jar");

    @Override
    public String name() {
        return "hotpaths";
    }

    @Override
    public String title() {
        return "Hot paths";
    }

    @Override
    public String question() {
        return "What does a single tick, lock, event cost, in nanoseconds?";
    }

    @Override
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        for (String benchmark : NAMES) {
            if (keeper.has(benchmark)) {
                continue;
            }
            keeper.progress(benchmark);
            Scratch scratch = Scratch.of("hotpath-" + benchmark);
            Map<String, Object> figures = new LinkedHashMap<>();
            Program program = Program.of(benchmark, arguments(benchmark).toArray(String[]::new));
            read(figures, "stock", scratch, Backstep.start(new ProcessBuilder(program.command()).directory(scratch.work().toFile()), ""));
            read(figures, "recorded", scratch, Backstep.start(scratch.work(), "", Backstep.recordArguments(program, scratch.recording())));
            figures.put("logBytes", Files.size(scratch.recording()));
            keeper.keep(benchmark, figures);
            scratch.delete();
        }
    }

    private static List<String> arguments(String benchmark) {
        Path corpus = Settings.projectRoot().resolve("tests/target/corpus");
        StringBuilder classPath = new StringBuilder(Settings.testClasses().toString());
        JARS.forEach(jar -> classPath.append(':').append(corpus.resolve(jar)));
        return List.of("-cp", classPath.toString(), "org.openjdk.jmh.Main", HotPathBenchmarks.class.getName() + "." + benchmark + "$", "-f", "0", "-wi", "3", "-w", "300ms",
                "-i", "7", "-r", "200ms", "-foe", "true", "-v", "SILENT", "-rf", "json", "-rff", "result.json");
    }

    @SuppressWarnings("unchecked")
    private static void read(Map<String, Object> figures, String side, Scratch scratch, RunningCommand command) throws IOException, InterruptedException {
        try (command) {
            Outcome outcome = command.await(Duration.ofMinutes(3));
            if (outcome.exitCode() != 0) {
                throw new IllegalStateException(outcome.describe());
            }
        }
        List<Object> results = JSON.std.listFrom(Files.readString(scratch.work().resolve("result.json")));
        Map<String, Object> metric = (Map<String, Object>) ((Map<String, Object>) results.getFirst()).get("primaryMetric");
        List<Double> scores = ((List<List<Number>>) metric.get("rawData")).stream().flatMap(List::stream).map(Number::doubleValue).sorted().toList();
        figures.put(side, scores.get(scores.size() / 2));
        figures.put(side + "Lowest", scores.getFirst());
        figures.put(side + "Highest", scores.getLast());
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        List<String> lines = new ArrayList<>(List.of("JMH without forks, in a stock JVM and as a recorded program: median (lowest to highest) of seven iterations, nanoseconds for one",
                "operation. **tick** and the locks include a loop around them.", ""));
        lines.addAll(Tables.table(List.of("operation", "stock, ns", "recorded, ns", "ratio"), parts.entrySet().stream()
                .sorted((a, b) -> Double.compare(ratio(b.getValue()), ratio(a.getValue())))
                .map(part -> List.of(part.getKey(), spread(part.getValue(), "stock"), spread(part.getValue(), "recorded"), cell("%.2f", ratio(part.getValue())))).toList()));
        return lines;
    }

    private static double ratio(Map<String, Object> figures) {
        return number(figures, "recorded") / number(figures, "stock");
    }

    private static String spread(Map<String, Object> figures, String side) {
        return cell("%.1f", number(figures, side)) + " (" + cell("%.1f", number(figures, side + "Lowest")) + " to " + cell("%.1f", number(figures, side + "Highest")) + ")";
    }
}
