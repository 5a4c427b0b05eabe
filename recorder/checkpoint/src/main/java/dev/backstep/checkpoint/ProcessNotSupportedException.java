package dev.backstep.checkpoint;

/** A process is of a kind that cannot be captured, or has ended. The message says why, and what to use instead. */
public final class ProcessNotSupportedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int pid;

    ProcessNotSupportedException(int pid, String reason) {
        this(pid, reason, null);
    }

    ProcessNotSupportedException(int pid, String reason, Throwable cause) {
        super("process " + pid + " cannot be captured: " + reason, cause);
        this.pid = pid;
    }

    public int pid() {
        return pid;
    }
}
