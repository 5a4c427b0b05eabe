package dev.backstep.replay.source;

import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the lines of a decompiled text to the numbers that the class file gives them, so that a line of a stack is the same
 * line in the text. Blank lines are put in where the text is ahead; where it is behind, lines are joined.
 */
final class LineAligner {
    private LineAligner() { }

    /** @param mapping pairs of original line and line in the text, both from 1 */
    static String align(String text, int[] mapping) {
        Map<Integer, Integer> originals = originals(mapping);
        StringBuilder aligned = new StringBuilder();
        String[] lines = text.split("\n", -1);
        int at = 1;
        for (int i = 0; i < lines.length; i++) {
            Integer wanted = originals.get(i + 1);
            if (wanted != null) {
                for (; at < wanted; at++) {
                    aligned.append('\n');
                }
            }
            boolean joins = next(originals, i + 1) <= at && !lines[i].contains("//");
            aligned.append(lines[i]);
            if (i < lines.length - 1) {
                aligned.append(joins ? " " : "\n");
                at += joins ? 0 : 1;
            }
        }
        return aligned.toString();
    }

    /** Where the next line that has an original belongs; far away if there is none. */
    private static int next(Map<Integer, Integer> originals, int line) {
        Map.Entry<Integer, Integer> next = ((TreeMap<Integer, Integer>) originals).higherEntry(line);
        return next == null ? Integer.MAX_VALUE : next.getValue();
    }

    /** The smallest original of each line of the text. */
    private static TreeMap<Integer, Integer> originals(int[] mapping) {
        TreeMap<Integer, Integer> originals = new TreeMap<>();
        for (int i = 0; mapping != null && i + 1 < mapping.length; i += 2) {
            originals.merge(mapping[i + 1], mapping[i], Math::min);
        }
        return originals;
    }
}
