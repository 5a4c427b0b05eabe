package dev.backstep.tests.benchmarks.captures;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.CheckpointWriter;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.tests.benchmarks.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a program that allocates all the time loses by checkpoints: standing still, and the faults of watched pages. */
final class WatchCost {
    static final String NAME = "watch";

    private static final List<Integer> INTERVALS_MILLIS = List.of(1_000, 100);
    private static final int ROUNDS = 5;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final int STEP_MILLIS = 50;

    private WatchCost() { }

    /** With and without in turns, because what else the machine does changes. */
    static Map<String, Object> measure() throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (WrittenProcess process = new WrittenProcess(List.of("objects"))) {
            for (int interval : INTERVALS_MILLIS) {
                List<Double> lost = new ArrayList<>();
                List<Double> stood = new ArrayList<>();
                for (int i = 0; i < ROUNDS; i++) {
                    double without = process.rate(WINDOW_NANOS, () -> Thread.sleep(STEP_MILLIS));
                    compare(process, interval, i, without, lost, stood);
                }
                figures.put("lostPercent" + interval, median(lost));
                figures.put("stoodPercent" + interval, median(stood));
            }
        }
        return figures;
    }

    private static void compare(WrittenProcess process, int interval, int round, double without, List<Double> lost, List<Double> stood)
            throws IOException, InterruptedException {
        long[] pauses = new long[1];
        try (CheckpointWriter writer = new CheckpointWriter(process.file("watch-" + interval + "-" + round));
                ProcessCapture capture = new ProcessCapture(process.pid, writer, CaptureOptions.forThisMachine())) {
            capture.capture();
            long start = System.nanoTime();
            double with = process.rate(WINDOW_NANOS, () -> {
                Thread.sleep(interval);
                pauses[0] += capture.capture().pauseNanos();
            });
            lost.add((1 - with / without) * 100);
            stood.add(pauses[0] * 100.0 / (System.nanoTime() - start));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    static List<String> text(Map<String, Map<String, Object>> parts) {
        Map<String, Object> figures = parts.get(NAME);
        if (figures == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", "A JVM that allocates as fast as it can: what it gets done less than without checkpoints (median of " + ROUNDS
                + "), of that by standing still, and the rest, which the watch of its writes costs.", ""));
        lines.addAll(Tables.table(List.of("checkpoints each", "less, %", "stood still, %", "watch, %"), INTERVALS_MILLIS.stream().map(interval -> {
            double lost = number(figures, "lostPercent" + interval);
            double stood = number(figures, "stoodPercent" + interval);
            return List.of(interval + " ms", cell("%.1f", lost), cell("%.1f", stood), cell("%.1f", lost - stood));
        }).toList()));
        return lines;
    }
}
