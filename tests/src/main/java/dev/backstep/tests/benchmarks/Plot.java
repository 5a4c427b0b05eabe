package dev.backstep.tests.benchmarks;

import java.util.List;
import java.util.Locale;

/** A bar for each workload and mode, as long as the ratio to the stock JVM, on a scale of powers of two. */
final class Plot {
    private static final List<String> COLOURS = List.of("#c0392b", "#2980b9", "#7f8c8d", "#8e44ad", "#27ae60", "#d35400", "#16a085");
    private static final int LEFT = 190;
    private static final int WIDTH = 560;
    private static final int BAR = 11;
    private static final double FROM = -1;  // powers of two: a half to sixteen times
    private static final double TO = 4;

    private final List<Row> rows;
    private final List<Mode> modes;

    Plot(List<Row> rows, List<Mode> modes) {
        this.rows = rows;
        this.modes = modes;
    }

    String svg() {
        int group = modes.size() * BAR + 8;
        int height = 60 + rows.size() * group;
        StringBuilder svg = new StringBuilder();
        add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n", LEFT + WIDTH + 60, height);
        add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n");
        for (int i = 0; i < modes.size(); i++) {
            add(svg, "<rect x=\"%d\" y=\"8\" width=\"10\" height=\"10\" fill=\"%s\"/><text x=\"%d\" y=\"17\">%s</text>\n", 10 + i * 115, COLOURS.get(i), 24 + i * 115, modes.get(i));
        }
        for (int power = (int) FROM; power <= TO; power++) {
            double x = x(Math.pow(2, power));
            add(svg, "<line x1=\"%.1f\" y1=\"40\" x2=\"%.1f\" y2=\"%d\" stroke=\"%s\"/><text x=\"%.1f\" y=\"36\" text-anchor=\"middle\">%s</text>\n", x, x, height - 10,
                    power == 0 ? "#000" : "#ddd", x, power < 0 ? "1/2" : Integer.toString(1 << power));
        }
        for (int i = 0; i < rows.size(); i++) {
            addRow(svg, rows.get(i), 46 + i * group);
        }
        return svg.append("</svg>\n").toString();
    }

    private void addRow(StringBuilder svg, Row row, int top) {
        add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", LEFT - 8, top + modes.size() * BAR / 2 + 4, row.benchmark().name());
        for (int i = 0; i < modes.size(); i++) {
            if (!row.has(modes.get(i)) || !row.has(Mode.STOCK)) {
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
