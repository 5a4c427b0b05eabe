package dev.backstep.cli;

import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Colours for standard output, if they are welcome there. */
final class Colours {
    private Colours() { }

    static ColorScheme scheme() {
        return Help.defaultColorScheme(ansi());
    }

    /** For {@code ansi().string("@|bold …|@")}. */
    static Ansi ansi() {
        return Terminal.coloursOnStdout() ? Ansi.ON : Ansi.OFF;
    }
}
