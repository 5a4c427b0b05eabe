package dev.backstep.tests.benchmarks.captures;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.CaptureReport;
import dev.backstep.checkpoint.CheckpointWriter;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.tests.benchmarks.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a process stands still for a checkpoint, by how much it has written since the one before. */
record DirtyPages(int megabytes) {
    static final List<DirtyPages> ALL = List.of(new DirtyPages(4), new DirtyPages(36));

    private static final int CHECKPOINTS = 20;
    private static final int INTERVAL_MILLIS = 200;
    private static final double MEGABYTE = 4096 / 1e6;

    String name() {
        return megabytes + " MB written";
    }

    Map<String, Object> measure() throws IOException, InterruptedException {
        Map<String, Object> figures = new LinkedHashMap<>();
        try (WrittenProcess process = new WrittenProcess(List.of("pages", Integer.toString(megabytes)));
                CheckpointWriter writer = new CheckpointWriter(process.file("checkpoints"));
                ProcessCapture capture = new ProcessCapture(process.pid, writer, CaptureOptions.forThisMachine())) {
            CaptureReport first = capture.capture();
            figures.put("firstMegabytes", first.presentPages() * MEGABYTE);
            figures.put("firstPauseMillis", first.pauseNanos() / 1e6);
            List<CaptureReport> reports = new ArrayList<>();
            for (int i = 0; i < CHECKPOINTS; i++) {
                Thread.sleep(INTERVAL_MILLIS);
                reports.add(capture.capture());
            }
            List<Long> pauses = reports.stream().map(CaptureReport::pauseNanos).sorted().toList();
            figures.put("pauseMillis", pauses.get(CHECKPOINTS / 2) / 1e6);
            figures.put("pauseMillisLowest", pauses.getFirst() / 1e6);
            figures.put("pauseMillisHighest", pauses.getLast() / 1e6);
            figures.put("megabytes", reports.stream().map(CaptureReport::copiedPages).sorted().toList().get(CHECKPOINTS / 2) * MEGABYTE);
        }
        return figures;
    }

    static List<String> text(Map<String, Map<String, Object>> parts) {
        List<DirtyPages> there = ALL.stream().filter(part -> parts.containsKey(part.name())).toList();
        if (there.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("", "A JVM that writes to the same pages again and again, " + CHECKPOINTS
                + " checkpoints: how long it stands still (median, lowest, highest).", ""));
        lines.addAll(Tables.table(List.of("program", "process, MB", "first pause, ms", "copied, MB", "pause, ms", "lowest", "highest"),
                there.stream().map(part -> part.cells(parts.get(part.name()))).toList()));
        return lines;
    }

    private List<String> cells(Map<String, Object> figures) {
        return List.of(name(), cell("%.0f", number(figures, "firstMegabytes")), cell("%.0f", number(figures, "firstPauseMillis")),
                cell("%.1f", number(figures, "megabytes")), cell("%.1f", number(figures, "pauseMillis")),
                cell("%.1f", number(figures, "pauseMillisLowest")), cell("%.1f", number(figures, "pauseMillisHighest")));
    }
}
