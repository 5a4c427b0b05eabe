package dev.backstep.checkpoint;

/** A process is of a kind that cannot be captured. The message says why, and what to use instead. */
public final class ProcessNotSupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int pid;

    ProcessNotSupportedException(int pid, String reason) {
        super("process " + pid + " cannot be captured: " + reason);
        this.pid = pid;
    }

    public int pid() {
        return pid;
    }
}
