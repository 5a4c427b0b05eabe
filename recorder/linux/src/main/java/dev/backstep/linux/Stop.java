package dev.backstep.linux;

/** Why a tracee changed state: the status word of wait4(2), with the events of ptrace(2). */
public record Stop(int status) {
    /** {@code include/uapi/linux/ptrace.h}, PTRACE_EVENT_*. */
    public static final int EVENT_FORK = 1;
    public static final int EVENT_VFORK = 2;
    public static final int EVENT_CLONE = 3;
    public static final int EVENT_EXEC = 4;
    public static final int EVENT_EXIT = 6;
    public static final int EVENT_STOP = 128;
    public static final int SIGTRAP = 5;

    /** Whether the thread is gone instead of stopped. */
    public boolean ended() {
        return (status & 0xff) != 0x7f;
    }

    /** Of a thread that is gone: its exit status, or 128 + N if signal N ended it. */
    public int exitStatus() {
        int signal = status & 0x7f;
        return signal == 0 ? status >> 8 & 0xff : 128 + signal;
    }

    /** The event, 0 if it stopped for a signal. */
    public int event() {
        return status >>> 16;
    }

    public int signal() {
        return status >> 8 & 0xff;
    }

    /** Whether a single step or a breakpoint instruction ended. */
    public boolean isTrap() {
        return !ended() && event() == 0 && signal() == SIGTRAP;
    }

    /** Whether the stop reports a new child or thread of the tracee. */
    public boolean isNewChild() {
        return !ended() && (event() == EVENT_FORK || event() == EVENT_VFORK || event() == EVENT_CLONE);
    }
}
