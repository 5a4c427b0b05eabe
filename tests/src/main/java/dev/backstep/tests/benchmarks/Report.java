package dev.backstep.tests.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as a table for people, as Markdown and as JSON. */
final class Report {
    private final List<Row> rows;
    private final List<Mode> modes;
    private final String command;

    Report(List<Row> rows, List<Mode> modes, String command) {
        this.rows = rows;
        this.modes = modes.stream().filter(mode -> mode != Mode.STOCK).toList();
        this.command = command;
    }

    /** Worst first. */
    private List<Row> sorted() {
        return rows.stream().sorted(Comparator.comparingDouble(row -> row.has(Mode.RECORD) ? -Measurement.median(row.wholeRatios(Mode.RECORD)) : -1e9)).toList();
    }

    String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(heading());
        sorted().forEach(row -> lines.add(cells(row)));
        int[] widths = new int[lines.getFirst().size()];
        lines.forEach(cells -> Arrays.setAll(widths, i -> Math.max(widths[i], cells.get(i).length())));
        StringBuilder text = new StringBuilder();
        for (List<String> cells : lines) {
            for (int i = 0; i < widths.length; i++) {
                String padding = " ".repeat(widths[i] - cells.get(i).length());
                text.append(i == 0 ? cells.get(i) + padding : "  " + padding + cells.get(i));
            }
            text.append('\n');
        }
        means().forEach(line -> text.append(line).append('\n'));
        servers().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    String plot() {
        return new Plot(sorted(), modes).svg();
    }

    /** @param plot file name of the picture, beside this text */
    String markdown(String plot) throws IOException {
        StringBuilder text = new StringBuilder("# Benchmarks\n\nMade by `backstep bench --markdown`, but for the last section. Question: how much slower is a program when it "
                + "is recorded,\nand what else does that cost?\n\n");
        text.append("    ").append(command).append("\n\n").append(machine()).append("\n\n");
        text.append("Each figure is one of a whole process divided by that of the stock process (same JDK, same options) that ran just before: median\n"
                + "(lowest to highest). The modes run in turns. Worst first.\n\n"
                + "- **record**: `backstep record` from its start to its end. **program**: the recorded JVM alone. **processor**: its processor time, compilers\n"
                + "  and collectors included. **steady**: rounds after most of the compiling. **memory**: its largest resident memory.\n"
                + "- **replay**: `backstep replay` of that recording, output included.\n"
                + "- **record with checkpoints**: not measured yet.\n\n");
        text.append("![overhead by workload](").append(plot).append(")\n\n");
        text.append("| ").append(String.join(" | ", heading())).append(" |\n|---").append("|--:".repeat(heading().size() - 1)).append("|\n");
        sorted().forEach(row -> text.append("| ").append(String.join(" | ", cells(row))).append(" |\n"));
        text.append('\n');
        means().forEach(line -> text.append("- ").append(line).append('\n'));
        servers().forEach(line -> text.append("- ").append(line).append('\n'));
        for (Row row : rows) {
            row.failures().forEach((mode, problem) -> text.append("- **").append(row.benchmark().name()).append(", ").append(mode).append(": failed.** ")
                    .append(problem.lines().findFirst().orElse("")).append('\n'));
        }
        return text.toString();
    }

    private List<String> heading() {
        List<String> heading = new ArrayList<>(List.of("workload", "stock, s"));
        for (Mode mode : modes) {
            heading.add(mode.toString());
            if (mode == Mode.RECORD) {
                heading.addAll(List.of("program", "processor", "steady", "memory", "log, KB/s", "recording, MB"));
            }
        }
        return heading;
    }

    private List<String> cells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.benchmark().name(), row.has(Mode.STOCK) ? format("%.2f", row.stockSeconds()) : "failed"));
        for (Mode mode : modes) {
            boolean there = row.has(mode) && row.has(Mode.STOCK);
            cells.add(there ? spread(row.wholeRatios(mode)) : row.failed(mode) ? "failed" : "-");
            if (mode == Mode.RECORD) {
                cells.add(there ? format("%.2f", row.programRatio()) : "-");
                cells.add(there ? ratio(row.processorRatio(mode)) : "-");
                cells.add(there ? ratio(row.steadyRatio(mode)) : "-");
                cells.add(there ? ratio(row.memoryRatio(mode)) : "-");
                cells.add(there ? format("%.0f", row.logBytesPerSecond() / 1_000) : "-");
                cells.add(there ? format("%.1f", row.median(mode, Measurement::fileBytes) / 1e6) : "-");
            }
        }
        return cells;
    }

    private static String ratio(double ratio) {
        return Double.isNaN(ratio) ? "-" : format("%.2f", ratio);
    }

    /** Requests each second, and the latency that 99 of 100 requests do not exceed. */
    private List<String> servers() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            for (Mode mode : Mode.values()) {
                if (row.has(mode) && row.median(mode, Measurement::requestsPerSecond) > 0) {
                    lines.add(format("%s, %s: %.0f requests/s, p99 %.1f ms", row.benchmark().name(), mode, row.median(mode, Measurement::requestsPerSecond),
                            row.median(mode, Measurement::slowNanos) / 1e6));
                }
            }
        }
        return lines;
    }

    private static String spread(double[] ratios) {
        return format("%.2f (%.2f to %.2f)", Measurement.median(ratios), Arrays.stream(ratios).min().orElse(Double.NaN),
                Arrays.stream(ratios).max().orElse(Double.NaN));
    }

    /** Geometric mean of each group and mode. */
    private List<String> means() {
        List<String> lines = new ArrayList<>();
        for (Mode mode : modes) {
            Map<Benchmark.Group, List<Double>> groups = rows.stream().filter(row -> row.has(mode) && row.has(Mode.STOCK))
                    .collect(Collectors.groupingBy(row -> row.benchmark().group(), () -> new EnumMap<>(Benchmark.Group.class),
                            Collectors.mapping(row -> Measurement.median(row.wholeRatios(mode)), Collectors.toList())));
            groups.forEach((group, ratios) -> lines.add(mean(mode.toString(), group, ratios)));
        }
        rows.stream().filter(row -> row.has(Mode.RECORD) && row.has(Mode.STOCK))
                .collect(Collectors.groupingBy(row -> row.benchmark().group(), () -> new EnumMap<>(Benchmark.Group.class),
                        Collectors.mapping(Row::programRatio, Collectors.toList())))
                .forEach((group, ratios) -> lines.add(mean("record, program alone", group, ratios)));
        return lines;
    }

    private static String mean(String what, Benchmark.Group group, List<Double> ratios) {
        return format("%s, geometric mean of %s: %.2f, worst %.2f", what, group.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                Measurement.geometricMean(ratios), Collections.max(ratios));
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name")).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 2)).orElse(System.getProperty("os.arch"));
        return format("%s, %d processors; %s %s; JDK %s; %s.", processor, Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"),
                System.getProperty("os.version"), Runtime.version(), LocalDate.now());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
