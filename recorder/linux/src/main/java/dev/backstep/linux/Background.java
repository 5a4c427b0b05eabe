package dev.backstep.linux;

/** Makes this process one that works behind another: whoever is in the foreground has the processors and the keys. */
public final class Background {
    private static final int PRIO_PROCESS = 0;

    private Background() { }

    /**
     * From now on this process and those that it starts get a processor when others leave it free, and Ctrl-C in the terminal
     * does not reach them: they are a process group of their own. setpgid(2), setpriority(2).
     *
     * @param nice from 1 to 19
     */
    public static void enter(int nice) {
        Syscall.raw(SyscallNumbers.SETPGID, 0, 0);     // fails for the leader of a session, which has a group already
        for (int thread : new ProcFiles((int) ProcessHandle.current().pid()).tasks()) {
            // On Linux each thread has its own, and hands it on to those that it starts. One that has ended needs none.
            Syscall.raw(SyscallNumbers.SETPRIORITY, PRIO_PROCESS, thread, nice);
        }
    }
}
