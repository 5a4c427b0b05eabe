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
        return text.toString();
    }

    String markdown() throws IOException {
        StringBuilder text = new StringBuilder("# Benchmarks\n\nMade by a program; do not edit. Question: how much slower is a program when it is recorded?\n\n");
        text.append("    ").append(command).append("\n\n").append(machine()).append("\n\n");
        text.append("Each figure is the time of a whole process divided by the time of the stock process that ran just before or after it: median (lowest to\n"
                + "highest). *Steady* compares rounds after most of the compiling only. Worst first.\n\n");
        text.append("| ").append(String.join(" | ", heading())).append(" |\n|---").append("|--:".repeat(heading().size() - 1)).append("|\n");
        sorted().forEach(row -> text.append("| ").append(String.join(" | ", cells(row))).append(" |\n"));
        text.append('\n');
        means().forEach(line -> text.append("- ").append(line).append('\n'));
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
                heading.add("program");
                heading.add("steady");
                heading.add("log, KB/s");
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
                cells.add(there && !Double.isNaN(row.steadyRatio(mode)) ? format("%.2f", row.steadyRatio(mode)) : "-");
                cells.add(there ? format("%.0f", row.logBytesPerSecond() / 1_000) : "-");
            }
        }
        return cells;
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
