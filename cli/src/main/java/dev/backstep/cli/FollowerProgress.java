package dev.backstep.cli;

/** Tells on standard error that the last checkpoints of a recording are being taken. */
final class FollowerProgress implements AutoCloseable {
    private final boolean quiet;
    private final boolean terminal = Terminal.stderrIsTerminal();
    private boolean told;

    FollowerProgress(boolean quiet) {
        this.quiet = quiet;
    }

    void show(long events, long eventCount) {
        if (quiet) {
            return;
        }
        long percent = eventCount == 0 ? 0 : Math.min(100, events * 100 / eventCount);
        if (terminal) {
            System.err.print("\rthe program has ended; taking the last checkpoints: " + percent + " % (Ctrl-C keeps those taken)");
            System.err.flush();
        } else if (!told) {
            Errors.print("the program has ended; taking the last checkpoints");
        }
        told = true;
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (told && terminal) {
            System.err.print("\r\033[K");
            System.err.flush();
        }
    }
}
