package dev.backstep.tests.support;

import java.util.List;

/** The first lines in which two texts differ. */
final class TextDifference {
    private static final int SHOWN_LENGTH = 300;

    private TextDifference() {
    }

    static String between(String expected, String actual) {
        List<String> expectedLines = List.of(expected.split("\n", -1));
        List<String> actualLines = List.of(actual.split("\n", -1));
        int line = 0;
        while (line < expectedLines.size() && line < actualLines.size() && expectedLines.get(line).equals(actualLines.get(line))) {
            line++;
        }
        return "first in line " + (line + 1) + " of " + expectedLines.size() + "\n  expected: " + at(expectedLines, line)
                + "\n  actual:   " + at(actualLines, line);
    }

    private static String at(List<String> lines, int index) {
        if (index >= lines.size()) {
            return "(end)";
        }
        String line = lines.get(index);
        return line.length() <= SHOWN_LENGTH ? line : line.substring(0, SHOWN_LENGTH) + "...";
    }
}
