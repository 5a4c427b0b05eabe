package dev.backstep.linux;

/**
 * A signal as its receiver gets it: {@code siginfo_t}, sigaction(2).
 *
 * @param code    where it comes from; positive from the kernel
 * @param address of SIGSEGV, SIGBUS, SIGILL, SIGFPE from the kernel: where; else without meaning
 */
public record SignalInfo(int signal, int code, long address) { }
