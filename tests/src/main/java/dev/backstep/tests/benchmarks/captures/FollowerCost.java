package dev.backstep.tests.benchmarks.captures;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import dev.backstep.tests.benchmarks.Tables;
import dev.backstep.tests.support.Backstep;
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

/** What a recorded program loses when a replay just behind it takes checkpoints, on another processor. */
final class FollowerCost {
    static final String NAME = "follower";

    private static final String NONE = "none";
    private static final List<String> RULES = List.of(NONE, "1s", "100ms");
    private static final int ROUNDS = 3;
    private static final int WARM_UP_MILLIS = 6_000;
    private static final int WINDOW_MILLIS = 6_000;

    private FollowerCost() { }

    static Map<String, Object> measure() throws IOException, InterruptedException {
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (String rule : RULES) {
                rates.computeIfAbsent(rule, _ -> new ArrayList<>()).add(rate(rule));
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        rates.forEach((rule, values) -> figures.put(rule, values.stream().sorted().toList().get(ROUNDS / 2)));
        return figures;
    }

    /** Rounds per second of the program. */
    private static double rate(String rule) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("captures-follower");
        Path counter = Files.write(scratch.folder().resolve("counter"), new byte[Long.BYTES]);
        List<String> arguments = new ArrayList<>(List.of("record", "-q", "--force", "-o", scratch.recording().toString()));
        if (!rule.equals(NONE)) {
            arguments.add("--checkpoint=" + rule);
        }
        arguments.addAll(List.of("--", Settings.java().toString(), "-cp", Settings.testClasses().toString(), Writer.class.getName(), "objects",
                counter.toString()));
        try (RunningCommand record = Backstep.start(scratch.work(), "", arguments)) {
            ProcessHandle program = record.awaitDebuggee(Duration.ofMinutes(1));
            Thread.sleep(WARM_UP_MILLIS);
            long before = Writer.count(counter);
            long start = System.nanoTime();
            Thread.sleep(WINDOW_MILLIS);
            double rate = (Writer.count(counter) - before) * 1e9 / (System.nanoTime() - start);
            if (!program.isAlive() || rate == 0) {
                throw new IOException("the recorded program did not run: " + record.errorsSoFar());
            }
            program.destroyForcibly();
            return rate;
        } finally {
            scratch.delete();
        }
    }

    static List<String> text(Map<String, Map<String, Object>> parts) {
        Map<String, Object> figures = parts.get(NAME);
        if (figures == null) {
            return List.of();
        }
        double without = number(figures, NONE);
        List<String> lines = new ArrayList<>(List.of("", "A recorded program that allocates as fast as it can: what it gets done less while a replay behind it takes"
                + " checkpoints (median of " + ROUNDS + ").", ""));
        lines.addAll(Tables.table(List.of("checkpoints each", "less, %"), RULES.stream().filter(rule -> !rule.equals(NONE))
                .map(rule -> List.of(rule, cell("%.1f", (1 - number(figures, rule) / without) * 100))).toList()));
        return lines;
    }
}
