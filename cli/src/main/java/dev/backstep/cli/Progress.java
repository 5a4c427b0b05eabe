package dev.backstep.cli;

import java.time.Duration;

/** A line on standard error that says how far something is, once it takes more than a second; on terminals only. */
final class Progress implements AutoCloseable {
    private static final long SILENT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

    private final String task;
    private final long total;
    private final boolean visible = Terminal.stderrIsTerminal();
    private long nextNanos = System.nanoTime() + SILENT_NANOS;
    private boolean shown;

    /** @param total amount of work, in any unit */
    Progress(String task, long total) {
        this.task = task;
        this.total = Math.max(1, total);
    }

    void at(long done) {
        if (!visible || System.nanoTime() - nextNanos < 0) {
            return;
        }
        nextNanos = System.nanoTime() + INTERVAL_NANOS;
        shown = true;
        System.err.print("\r" + task + ' ' + Math.min(100, 100 * done / total) + " % ");
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            System.err.print("\r" + " ".repeat(task.length() + 8) + "\r");
        }
    }
}
