package dev.backstep.checkpoint;

import dev.backstep.linux.Registers;
import dev.backstep.linux.SyscallNumbers;

/** Threads that were stopped inside a system call. */
final class InterruptedCalls {
    // What the kernel leaves in rax: include/linux/errno.h
    private static final long ERESTARTSYS = -512;
    private static final long ERESTARTNOINTR = -513;
    private static final long ERESTARTNOHAND = -514;
    private static final long ERESTART_RESTARTBLOCK = -516;
    private static final long EINTR = -4;
    private static final int SYSCALL_INSTRUCTION_BYTES = 2;

    private InterruptedCalls() { }

    /**
     * Registers with which a thread goes on where the kernel does not help: it makes the call again. That is not
     * possible where the kernel keeps the rest of a time-out to itself (restart_syscall(2)): such a call fails with
     * EINTR, which callers expect.
     */
    static Registers resumed(Registers stopped) {
        Registers registers = new Registers(stopped.toArray());
        if (registers.get(Registers.ORIG_RAX) < 0) {
            return registers;
        }
        long result = registers.get(Registers.RAX);
        boolean interrupted = result == ERESTARTSYS || result == ERESTARTNOINTR || result == ERESTARTNOHAND
                || result == ERESTART_RESTARTBLOCK;
        if (interrupted && registers.get(Registers.ORIG_RAX) == SyscallNumbers.RESTART_SYSCALL) {
            registers.set(Registers.RAX, EINTR);
        } else if (interrupted) {
            registers.set(Registers.RAX, registers.get(Registers.ORIG_RAX))
                    .set(Registers.RIP, registers.get(Registers.RIP) - SYSCALL_INSTRUCTION_BYTES);
        }
        return registers.set(Registers.ORIG_RAX, -1);
    }
}
