package dev.backstep.cli;

/** Names and values in two columns; a name that repeats is printed once. */
final class TextTable {
    private static final int NAME_WIDTH = 12;

    private final StringBuilder text = new StringBuilder();
    private String previousName = "";

    void row(String name, String value) {
        if (!text.isEmpty()) {
            text.append('\n');
        }
        String shown = name.equals(previousName) ? "" : name;
        previousName = name;
        text.append(Colours.ansi().string("@|bold " + shown + "|@"))
                .append(" ".repeat(Math.max(1, NAME_WIDTH - shown.length())))
                .append(printable(value));
    }

    /** A recording may come from anybody: no control character of it reaches the terminal. */
    private static String printable(String value) {
        return value.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
