package dev.backstep.checkpoint;

/**
 * How a signal ended a process.
 *
 * @param signal  its number
 * @param thread  the thread that it was for, as the process sees it; 0 if it was for all, or that is not known
 * @param code    {@code si_code} of sigaction(2), positive from the kernel
 * @param address where, for SIGSEGV, SIGBUS, SIGILL and SIGFPE from the kernel
 */
public record Death(int signal, int thread, int code, long address) {
    /** Of a process that lives. */
    static final Death NONE = new Death(0, 0, 0, 0);

    // signal(7), x86-64
    private static final int SIGILL = 4;
    private static final int SIGBUS = 7;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;

    /** Whether the address says something. */
    public boolean hasAddress() {
        return code > 0 && (signal == SIGILL || signal == SIGBUS || signal == SIGFPE || signal == SIGSEGV);
    }

    /** Such as {@code SIGSEGV}. */
    public String signalName() {
        return switch (signal) {
            case 1 -> "SIGHUP";
            case 2 -> "SIGINT";
            case 3 -> "SIGQUIT";
            case SIGILL -> "SIGILL";
            case 5 -> "SIGTRAP";
            case 6 -> "SIGABRT";
            case SIGBUS -> "SIGBUS";
            case SIGFPE -> "SIGFPE";
            case 9 -> "SIGKILL";
            case SIGSEGV -> "SIGSEGV";
            case 13 -> "SIGPIPE";
            case 15 -> "SIGTERM";
            case 31 -> "SIGSYS";
            default -> "signal " + signal;
        };
    }
}
