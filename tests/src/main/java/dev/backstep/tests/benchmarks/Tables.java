package dev.backstep.tests.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables and numbers in Markdown that can be read as they are. */
public final class Tables {
    private Tables() {
    }

    /** The first column is aligned to the left, the others to the right. */
    public static List<String> table(List<String> heading, List<List<String>> rows) {
        int[] widths = heading.stream().mapToInt(String::length).toArray();
        rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        List<String> lines = new ArrayList<>(List.of(line(heading, widths)));
        StringBuilder rule = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            rule.append(i == 0 ? "-".repeat(widths[i] + 2) : "-".repeat(widths[i] + 1) + ":").append('|');
        }
        lines.add(rule.toString());
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(' ').append(i == 0 ? cells.get(i) + padding : padding + cells.get(i)).append(" |");
        }
        return line.toString();
    }

    public static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** A figure that was kept. @return NaN if it was not */
    public static double number(Map<String, Object> figures, String name) {
        return figures.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    /** A number of a table, or a dash. */
    public static String cell(String pattern, double value) {
        return Double.isNaN(value) ? "-" : format(pattern, value);
    }
}
