package dev.backstep.cli;

/**
 * Tells on standard error that a JDK is being prepared, which happens once per JDK and takes some seconds: with how far it is on a
 * terminal, in one line elsewhere.
 */
final class PreparationProgress implements dev.backstep.record.Progress, AutoCloseable {
    private static final String WAITING = "waiting";

    private final boolean quiet;
    private final boolean terminal = Terminal.stderrIsTerminal();
    private boolean told;
    private boolean toldWaiting;
    private int shownLength;

    PreparationProgress(boolean quiet) {
        this.quiet = quiet;
    }

    @Override
    public void report(String step, long percent) {
        if (quiet) {
            return;
        }
        if (terminal) {
            show("preparing the JDK, once: " + step + (percent >= 0 ? " " + percent + " %" : ""));
        } else if (step.startsWith(WAITING)) {
            if (!toldWaiting) {
                toldWaiting = true;
                Errors.print(step);
            }
        } else if (!told) {
            told = true;
            Errors.print("preparing the JDK, once; this takes some seconds");
        }
    }

    private void show(String line) {
        String padding = " ".repeat(Math.max(0, shownLength - line.length()));
        shownLength = line.length();
        System.err.print("\r" + line + padding);
        System.err.flush();
    }

    /** Takes the line away. */
    @Override
    public void finished() {
        if (shownLength > 0) {
            System.err.print("\r" + " ".repeat(shownLength) + "\r");
            System.err.flush();
            shownLength = 0;
        }
    }

    /** For when it failed. */
    @Override
    public void close() {
        finished();
    }
}
