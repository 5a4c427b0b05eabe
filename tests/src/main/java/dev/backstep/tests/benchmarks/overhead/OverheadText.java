package dev.backstep.tests.benchmarks.overhead;

import static dev.backstep.tests.benchmarks.Tables.cell;
import static dev.backstep.tests.benchmarks.Tables.format;

import dev.backstep.tests.benchmarks.Tables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The measurements as tables, worst first. */
final class OverheadText {
    private final List<Row> rows;
    private final List<Mode> modes;

    OverheadText(List<Row> rows) {
        this.rows = worstFirst(rows);
        this.modes = Arrays.stream(Mode.values()).filter(mode -> mode != Mode.STOCK && rows.stream().anyMatch(row -> row.has(mode) || row.failed(mode))).toList();
    }

    /** By the recorded program alone; rows without it last. */
    static List<Row> worstFirst(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparingDouble(row -> row.has(Mode.RECORD) ? -Measurement.median(row.programRatios(Mode.RECORD)) : 1e9)).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("Each figure is one of a whole process divided by that of the stock process (same JDK, same options) of the same turn: median",
                "(lowest to highest). The modes run in turns.", ""));
        modes.forEach(mode -> lines.add("- **" + mode + "**: " + mode.meaning() + "."));
        lines.addAll(List.of("- **program**: the recorded JVM alone, without the command around it, which takes as long for a long program as for a short one.", ""));
        lines.addAll(Tables.table(modeHeading(), rows.stream().map(this::modeCells).toList()));
        failures(lines);
        lines.addAll(List.of("", "The recorded program alone: its **processor** time, compilers and collectors included; **steady**, rounds after most of the compiling;", "**memory**, its largest resident memory; what it wrote.", ""));
        lines.addAll(Tables.table(List.of("workload", "processor", "steady", "memory", "log, KB/s", "recording, MB"),
                rows.stream().filter(row -> row.has(Mode.RECORD)).map(OverheadText::recordCells).toList()));
        lines.addAll(List.of("", "Geometric means (and the worst):", ""));
        lines.addAll(means());
        servers(lines);
        return lines;
    }

    private List<String> modeHeading() {
        List<String> heading = new ArrayList<>(List.of("workload", "stock, s"));
        for (Mode mode : modes) {
            heading.add(mode.toString());
            if (mode == Mode.RECORD) {
                heading.add("program");
            }
        }
        return heading;
    }

    private List<String> modeCells(Row row) {
        List<String> cells = new ArrayList<>(List.of(row.benchmark().name(), row.failed(Mode.STOCK) ? "failed" : format("%.2f", row.stockSeconds())));
        for (Mode mode : modes) {
            cells.add(row.has(mode) ? spread(row.wholeRatios(mode)) : row.failed(mode) ? "failed" : "-");
            if (mode == Mode.RECORD) {
                cells.add(row.has(mode) ? spread(row.programRatios(mode)) : "-");
            }
        }
        return cells;
    }

    private static List<String> recordCells(Row row) {
        return List.of(row.benchmark().name(), cell("%.2f", row.processorRatio(Mode.RECORD)), cell("%.2f", row.steadyRatio(Mode.RECORD)),
                cell("%.2f", row.memoryRatio(Mode.RECORD)), format("%.0f", row.logBytesPerSecond() / 1_000), format("%.1f", row.median(Mode.RECORD, Measurement::fileBytes) / 1e6));
    }

    private static String spread(double[] ratios) {
        return format("%.2f (%.2f to %.2f)", Measurement.median(ratios), Arrays.stream(ratios).min().orElse(Double.NaN), Arrays.stream(ratios).max().orElse(Double.NaN));
    }

    private void failures(List<String> lines) {
        Map<String, List<String>> problems = new TreeMap<>();
        rows.forEach(row -> row.failures().forEach((mode, problem) -> problems.computeIfAbsent(problem.lines().findFirst().orElse(""), _ -> new ArrayList<>())
                .add(row.benchmark().name() + " " + mode)));
        if (!problems.isEmpty()) {
            lines.add("");
        }
        problems.forEach((problem, where) -> lines.add("- **failed**: " + String.join(", ", where) + ": " + problem));
    }

    /** A column for each group, a row for each mode. */
    private List<String> means() {
        List<String> heading = new ArrayList<>(List.of("mode"));
        Arrays.stream(Benchmark.Group.values()).forEach(group -> heading.add(group.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        List<List<String>> lines = new ArrayList<>();
        for (Mode mode : modes) {
            lines.add(means(mode.toString(), mode, row -> row.wholeRatios(mode)));
            if (mode == Mode.RECORD) {
                lines.add(means("program", mode, row -> row.programRatios(mode)));
            }
        }
        return Tables.table(heading, lines);
    }

    private List<String> means(String name, Mode mode, Function<Row, double[]> figure) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (Benchmark.Group group : Benchmark.Group.values()) {
            List<Double> ratios = rows.stream().filter(row -> row.benchmark().group() == group && row.has(mode)).map(row -> Measurement.median(figure.apply(row)))
                    .collect(Collectors.toList());
            cells.add(ratios.isEmpty() ? "-" : format("%.2f (%.2f)", Measurement.geometricMean(ratios), Collections.max(ratios)));
        }
        return cells;
    }

    /** Requests each second, and the latency that 99 of 100 requests do not exceed. */
    private void servers(List<String> lines) {
        for (Row row : rows) {
            if (!row.failed(Mode.STOCK) && row.median(Mode.STOCK, Measurement::requestsPerSecond) > 0) {
                List<List<String>> cells = Arrays.stream(Mode.values()).filter(mode -> row.has(mode) && row.median(mode, Measurement::requestsPerSecond) > 0)
                        .map(mode -> List.of(mode.toString(), format("%.0f", row.median(mode, Measurement::requestsPerSecond)),
                                format("%.1f", row.median(mode, Measurement::slowNanos) / 1e6))).toList();
                lines.addAll(List.of("", row.benchmark().name() + ", four clients at once:", ""));
                lines.addAll(Tables.table(List.of("mode", "requests/s", "p99, ms"), cells));
            }
        }
    }
}
