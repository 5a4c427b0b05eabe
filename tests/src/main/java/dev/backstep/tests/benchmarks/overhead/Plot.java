package dev.backstep.tests.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A bar for each workload and mode, as long as the ratio to the stock JVM, on a scale of powers of two. */
final class Plot {
    private static final List<String> COLOURS = List.of("#c0392b", "#2980b9", "#7f8c8d", "#8e44ad", "#27ae60", "#d35400", "#16a085", "#2c3e50", "#f39c12");
    private static final int LEFT = 190;
    private static final int WIDTH = 560;
    private static final int BAR = 8;
    private static final int LEGEND_COLUMNS = 4;
    private static final int TOP = 70;
    private static final double FROM = -1;  // powers of two: a half to sixteen times
    private static final double TO = 4;

    private final List<Row> rows;
    private final List<Mode> modes;

    Plot(List<Row> rows) {
        this.rows = rows;
        this.modes = Arrays.stream(Mode.values()).filter(mode -> mode != Mode.STOCK && rows.stream().anyMatch(row -> row.has(mode))).toList();
    }

    String svg() {
        int group = modes.size() * BAR + 8;
        int height = TOP + 20 + rows.size() * group;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n", LEFT + WIDTH + 60, height);
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
        for (int i = 0; i < modes.size(); i++) {
            int x = 10 + i % LEGEND_COLUMNS * 190;
            int y = 8 + i / LEGEND_COLUMNS * 16;
            add(svg, "<rect x=\"%d\" y=\"%d\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>\n", x, y, COLOURS.get(i), x + 14, y + 9, modes.get(i));
        }
        for (int power = (int) FROM; power <= TO; power++) {
            double x = x(Math.pow(2, power));
            add(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/><text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, TOP, x, height - 10,
                    power == 0 ? "#000" : "#ddd", x, TOP - 4, power < 0 ? "1/2" : Integer.toString(1 << power));
        }
        for (int i = 0; i < rows.size(); i++) {
            addRow(svg, rows.get(i), TOP + 6 + i * group);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addRow(StringBuilder svg, Row row, int top) {
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", LEFT - 8, top + modes.size() * BAR / 2 + 4, row.benchmark().name());
        for (int i = 0; i < modes.size(); i++) {
            if (!row.has(modes.get(i))) {
                continue;
            }
            double ratio = Measurement.median(row.wholeRatios(modes.get(i)));
            double start = Math.min(x(1), x(ratio));
            add(svg, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s, %s: %.2f</title></rect>\n", start, top + i * BAR,
                    Math.max(1, Math.abs(x(ratio) - x(1))), BAR - 2, COLOURS.get(i), row.benchmark().name(), modes.get(i), ratio);
        }
    }

    private static double x(double ratio) {
        double power = Math.log(ratio) / Math.log(2);
        return LEFT + WIDTH * (Math.clamp(power, FROM, TO) - FROM) / (TO - FROM);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
