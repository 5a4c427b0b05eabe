package dev.backstep.replay.jdi.value;

/** Text as in source code. */
final class Quoted {
    private Quoted() { }

    /** In quotes; cut after {@code most} characters, and then with the true length. */
    static String string(String text, int most) {
        String shown = most > 0 && text.length() > most ? text.substring(0, most) : text;
        StringBuilder quoted = new StringBuilder("\"");
        shown.codePoints().forEach(c -> append(quoted, c, '"'));
        if (shown.length() < text.length()) {
            return quoted.append("…\" (").append(text.length()).append(" characters)").toString();
        }
        return quoted.append('"').toString();
    }

    static String character(char c) {
        StringBuilder quoted = new StringBuilder("'");
        append(quoted, c, '\'');
        return quoted.append('\'').toString();
    }

    private static void append(StringBuilder to, int c, char quote) {
        switch (c) {
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            case '\\' -> to.append("\\\\");
            default -> {
                if (c == quote) {
                    to.append('\\').append(quote);
                } else if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                    to.append(String.format("\\u%04x", c));
                } else {
                    to.appendCodePoint(c);
                }
            }
        }
    }
}
