package dev.backstep.replay.jdi.expression;

/** Finds where the expression before a dot begins, in a text that need not be complete. */
final class ReceiverText {
    private ReceiverText() { }

    /** @return index of its first character: behind the last operator, blank or open bracket that is not inside brackets or quotes */
    static int start(String text) {
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = openQuote(text, i);
            } else if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                if (depth-- == 0) {
                    return i + 1;
                }
            } else if (depth == 0 && !Character.isJavaIdentifierPart(c) && c != '.') {
                return isNew(text, i) ? i - 3 : i + 1;
            }
        }
        return 0;
    }

    /** The blank behind {@code new} belongs to the expression. */
    private static boolean isNew(String text, int blank) {
        return text.charAt(blank) == ' ' && blank >= 3 && text.startsWith("new", blank - 3)
                && (blank == 3 || !Character.isJavaIdentifierPart(text.charAt(blank - 4)));
    }

    private static int openQuote(String text, int closing) {
        for (int i = closing - 1; i >= 0; i--) {
            if (text.charAt(i) == text.charAt(closing) && (i == 0 || text.charAt(i - 1) != '\\')) {
                return i;
            }
        }
        return 0;
    }
}
