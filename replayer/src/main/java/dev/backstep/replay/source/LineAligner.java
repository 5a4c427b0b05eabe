package dev.backstep.replay.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings the lines of a decompiled text to the numbers that the class file gives them, so that a line of a stack is the same
 * line in the text. Blank lines are put in where the text is ahead; where it is behind, lines are joined.
 */
final class LineAligner {
    private LineAligner() { }

    /**
     * A line of a decompiled text.
     *
     * @param original number in the source that was compiled, from 1; 0 if it has no code
     */
    record Line(String text, int original) { }

    /** @param mapping pairs of original line and line in the text, both from 1; null for none */
    static List<Line> lines(String text, int[] mapping) {
        String[] texts = text.split("\n", -1);
        int[] originals = new int[texts.length + 1];
        for (int i = 0; mapping != null && i + 1 < mapping.length; i += 2) {
            int line = mapping[i + 1];
            if (line > 0 && line < originals.length && (originals[line] == 0 || mapping[i] < originals[line])) {
                originals[line] = mapping[i];
            }
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            lines.add(new Line(texts[i], originals[i + 1]));
        }
        return lines;
    }

    static String align(List<Line> lines) {
        StringBuilder aligned = new StringBuilder();
        int at = 1;
        for (int i = 0; i < lines.size(); i++) {
            for (; at < lines.get(i).original(); at++) {
                aligned.append('\n');
            }
            String text = lines.get(i).text();
            aligned.append(text);
            if (i < lines.size() - 1) {
                boolean joins = next(lines, i + 1) <= at && !text.contains("//");
                aligned.append(joins ? " " : "\n");
                at += joins ? 0 : 1;
            }
        }
        return aligned.toString();
    }

    /** Where the next line that has an original belongs; far away if there is none. */
    private static int next(List<Line> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).original() > 0) {
                return lines.get(i).original();
            }
        }
        return Integer.MAX_VALUE;
    }
}
