package dev.backstep.tests.benchmarks.captures;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.number;

import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.CaptureReport;
import dev.backstep.checkpoint.CheckpointSet;
import dev.backstep.checkpoint.CheckpointWriter;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.checkpoint.RestoreOptions;
import dev.backstep.checkpoint.RestoredProcess;
import dev.backstep.checkpoint.Restorer;
import dev.backstep.linux.Spawner;
import dev.backstep.tests.benchmarks.BenchOptions;
import dev.backstep.tests.benchmarks.Section;
import dev.backstep.tests.benchmarks.Tables;
import dev.backstep.tests.benchmarks.overhead.Workloads;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Checkpoints of a JVM that writes to its memory all the time: how long it stands still, what watching its writes costs, restoring. */
public final class Captures implements Section {
    private static final List<String> WORKLOADS = List.of("Allocation", "MapsAndLists", "Json");
    private static final int CHECKPOINTS = 8;
    private static final int RESTORES = 3;
    private static final int WARM_UP_MILLIS = 2_000;
    private static final int INTERVAL_MILLIS = 500;
    private static final long PAGE_BYTES = 4096;

    @Override
    public String name() {
        return "captures";
    }

    @Override
    public String title() {
        return "Checkpoints of a running JVM";
    }

    @Override
    public String question() {
        return "How long does a process stand still for a checkpoint, how much is written, and how long does it take to bring one back?";
    }

    @Override
    public void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException {
        for (String workload : WORKLOADS) {
            if (!keeper.has(workload)) {
                keeper.progress(workload);
                Scratch scratch = Scratch.of("captures-" + workload);
                keeper.keep(workload, measure(workload, scratch));
                scratch.delete();
            }
        }
        for (DirtyPages part : DirtyPages.ALL) {
            if (!keeper.has(part.name())) {
                keeper.progress(part.name());
                keeper.keep(part.name(), part.measure());
            }
        }
        if (!keeper.has(WatchCost.NAME)) {
            keeper.progress(WatchCost.NAME);
            keeper.keep(WatchCost.NAME, WatchCost.measure());
        }
        if (!keeper.has(Restores.NAME)) {
            keeper.progress(Restores.NAME);
            keeper.keep(Restores.NAME, Restores.measure());
        }
        if (!keeper.has(FollowerCost.NAME)) {
            keeper.progress(FollowerCost.NAME);
            keeper.keep(FollowerCost.NAME, FollowerCost.measure());
        }
    }

    private static Map<String, Object> measure(String workload, Scratch scratch) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Settings.java().toString(), "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(Workloads.javaArguments(workload, 1_000_000));
        List<String> environment = System.getenv().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
        int pid = Spawner.spawn(command, environment, scratch.folder().resolve("output"));
        Path file = scratch.folder().resolve("checkpoints");
        Map<String, Object> figures = new LinkedHashMap<>();
        try {
            Thread.sleep(WARM_UP_MILLIS);
            double before = kernelPercent(pid);
            List<CaptureReport> reports = capture(pid, file, figures);
            figures.put("kernelPercentBefore", before);
            CaptureReport first = reports.removeFirst();
            figures.put("firstPauseMillis", first.pauseNanos() / 1e6);
            figures.put("firstMegabytes", first.presentPages() * PAGE_BYTES / 1e6);
            put(figures, "pauseMillis", reports, each -> each.pauseNanos() / 1_000, 1e3);
            put(figures, "storeMillis", reports, each -> each.storeNanos() / 1_000, 1e3);
            put(figures, "megabytes", reports, each -> (each.earlyPages() + each.copiedPages()) * PAGE_BYTES, 1e6);
            figures.put("fileMegabytes", Files.size(file) / 1e6);
        } finally {
            Spawner.kill(pid, Spawner.SIGKILL);
            Spawner.reap(pid);
        }
        restore(file, scratch.folder().resolve("restored"), figures);
        return figures;
    }

    private static List<CaptureReport> capture(int pid, Path file, Map<String, Object> figures) throws IOException, InterruptedException {
        List<CaptureReport> reports = new ArrayList<>();
        try (CheckpointWriter writer = new CheckpointWriter(file); ProcessCapture capture = new ProcessCapture(pid, writer, CaptureOptions.forThisMachine())) {
            reports.add(capture.capture());
            long startTicks = kernelTicks(pid);
            for (int i = 0; i < CHECKPOINTS; i++) {
                Thread.sleep(INTERVAL_MILLIS);
                reports.add(capture.capture());
            }
            // Faults of watched pages are the kernel's work in the process that writes.
            figures.put("kernelPercent", (kernelTicks(pid) - startTicks) * 10.0 / (CHECKPOINTS * INTERVAL_MILLIS) * 100);
        }
        return reports;
    }

    /** Kernel time of the process without checkpoints, in percent of the time. */
    private static double kernelPercent(int pid) throws IOException, InterruptedException {
        long start = kernelTicks(pid);
        Thread.sleep(WARM_UP_MILLIS);
        return (kernelTicks(pid) - start) * 10.0 / WARM_UP_MILLIS * 100;
    }

    /** Field 15 of /proc/PID/stat, in units of 10 ms (proc(5)). */
    private static long kernelTicks(int pid) throws IOException {
        String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ")[12]);
    }

    private static void restore(Path file, Path output, Map<String, Object> figures) throws IOException {
        List<Double> millis = new ArrayList<>();
        try (CheckpointSet set = CheckpointSet.open(file)) {
            for (int i = 0; i < RESTORES; i++) {
                long start = System.nanoTime();
                try (RestoredProcess restored = new Restorer(set).restore(set.checkpoints().getLast(), RestoreOptions.to(output))) {
                    if (!restored.isAlive()) {
                        throw new IllegalStateException("the restored process did not live");
                    }
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
        }
        figures.put("restoreMillis", millis.stream().sorted().toList().get(RESTORES / 2));
    }

    private static void put(Map<String, Object> figures, String name, List<CaptureReport> reports, ToLongFunction<CaptureReport> figure, double unit) {
        List<Long> sorted = reports.stream().map(figure::applyAsLong).sorted().toList();
        figures.put(name, sorted.get(sorted.size() / 2) / unit);
        figures.put(name + "Highest", sorted.getLast() / unit);
    }

    @Override
    public List<String> text(Map<String, Map<String, Object>> parts) {
        List<String> lines = new ArrayList<>(List.of("A JVM that works at full speed (serial collector, 512 MB of heap), checkpoints every " + INTERVAL_MILLIS + " ms: median (highest).", "",
                "- **kernel**: processor time in the kernel, in percent of the time, without checkpoints and with them: faults of watched pages.", ""));
        lines.addAll(Tables.table(List.of("workload", "first pause, ms", "first, MB", "pause, ms", "written since, MB", "storing, ms", "kernel, % without", "% with", "restore, ms"),
                WORKLOADS.stream().filter(parts::containsKey).map(name -> cells(name, parts.get(name))).toList()));
        lines.addAll(DirtyPages.text(parts));
        lines.addAll(WatchCost.text(parts));
        lines.addAll(Restores.text(parts));
        lines.addAll(FollowerCost.text(parts));
        return lines;
    }

    private static List<String> cells(String name, Map<String, Object> figures) {
        return List.of(name, cell("%.1f", number(figures, "firstPauseMillis")), cell("%.0f", number(figures, "firstMegabytes")), two(figures, "pauseMillis"),
                two(figures, "megabytes"), two(figures, "storeMillis"), cell("%.1f", number(figures, "kernelPercentBefore")), cell("%.1f", number(figures, "kernelPercent")),
                cell("%.0f", number(figures, "restoreMillis")));
    }

    private static String two(Map<String, Object> figures, String name) {
        return cell("%.1f", number(figures, name)) + " (" + cell("%.1f", number(figures, name + "Highest")) + ")";
    }
}
