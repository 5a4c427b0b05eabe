package dev.backstep.cli;

import java.io.Console;

/** What standard output and standard error are connected to, and whether colours are welcome there. */
public final class Terminal {
    /** Set by the script, which knows it for nothing; Java knows only whether input and output both are terminals. */
    private static final String STDOUT_PROPERTY = "backstep.stdout.terminal";
    private static final String STDERR_PROPERTY = "backstep.stderr.terminal";

    private Terminal() { }

    public static boolean stdoutIsTerminal() {
        return isTerminal(STDOUT_PROPERTY);
    }

    public static boolean stderrIsTerminal() {
        return isTerminal(STDERR_PROPERTY);
    }

    private static boolean isTerminal(String property) {
        String told = System.getProperty(property);
        if (told != null) {
            return told.equals("true");
        }
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Whether standard output gets colours: on a terminal that has them, unless NO_COLOR asks for none (no-color.org). */
    public static boolean coloursOnStdout() {
        String noColour = System.getenv("NO_COLOR");
        return stdoutIsTerminal() && (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }
}
