package dev.backstep.replay.jdi;

import java.util.function.UnaryOperator;

/** The text of a logpoint: {@code total is {sum + 1}}. Doubled braces stand for themselves. */
final class LogText {
    private LogText() { }

    static String fill(String text, UnaryOperator<String> value) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                filled.append(c);
                i++;
            } else if (c == '{') {
                int end = closing(text, i);
                if (end < 0) {
                    return filled.append(text, i, text.length()).toString();
                }
                filled.append(value.apply(text.substring(i + 1, end)));
                i = end;
            } else {
                filled.append(c);
            }
        }
        return filled.toString();
    }

    /** @return index of the brace that closes the one at {@code open}; -1 if none does */
    private static int closing(String text, int open) {
        int depth = 0;
        boolean quoted = false;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && text.charAt(i - 1) != '\\') {
                quoted = !quoted;
            } else if (!quoted && c == '{') {
                depth++;
            } else if (!quoted && c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
