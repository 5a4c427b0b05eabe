package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Registers;
import dev.backstep.linux.Stop;
import dev.backstep.linux.SyscallException;
import java.util.List;

/** Makes a stopped thread execute system calls, one by one, by stepping over a syscall instruction of its vdso. */
final class RemoteCalls extends InjectedCalls {
    private static final int PAGE = 4096;

    private final long instruction;

    RemoteCalls(Ptrace ptrace, int tid, long instruction) {
        super(ptrace, tid);
        this.instruction = instruction;
    }

    /** Address of a syscall instruction (0f 05) in the vdso. */
    static long findInstruction(RemoteMemory memory, List<MemoryMapping> mappings) {
        MemoryMapping vdso = mappings.stream().filter(mapping -> mapping.path().equals("[vdso]")).findFirst()
                .orElseThrow(() -> new IllegalStateException("process without a vdso"));
        byte[] code = memory.read(vdso.start(), (int) vdso.lengthBytes());
        for (int i = 0; i < code.length - 1; i++) {
            if (code[i] == 0x0f && code[i + 1] == 0x05) {
                return vdso.start() + i;
            }
        }
        throw new IllegalStateException("no syscall instruction in the vdso");
    }

    @Override
    long raw(int number, long... arguments) {
        Registers before = ptrace.registers(tid);
        try {
            ptrace.setRegisters(tid, before.forSyscall(instruction, number, arguments));
            stepOver();
            return ptrace.registers(tid).get(Registers.RAX);
        } finally {
            ptrace.setRegisters(tid, before);
        }
    }

    /**
     * execve(2). The thread is then before the first instruction of the new program, with its registers.
     * At the exec event itself it is still inside the call, whose end would overwrite rax.
     */
    void execute(int number, long... arguments) {
        ptrace.setRegisters(tid, ptrace.registers(tid).forSyscall(instruction, number, arguments));
        ptrace.singleStep(tid);
        Stop stop = ptrace.await(tid);
        if (stop.ended() || stop.event() != Stop.EVENT_EXEC) {
            long result = stop.ended() ? 0 : ptrace.registers(tid).get(Registers.RAX);
            throw new SyscallException("execve inside thread " + tid, (int) -result);
        }
        ptrace.interrupt(tid);
        ptrace.resume(tid, 0);
        if (!ptrace.awaitInterrupted(tid)) {
            throw new IllegalStateException("thread " + tid + " ended in execve");
        }
    }

    private void stepOver() {
        while (true) {
            ptrace.singleStep(tid);
            Stop stop = ptrace.await(tid);
            if (stop.isTrap()) {
                return;
            }
            if (!stop.isNewChild()) {
                throw new IllegalStateException("thread %d: unexpected stop %x in a system call"
                        .formatted(tid, stop.status()));
            }
            newChild = ptrace.eventMessage(tid);
        }
    }

    /**
     * An address below the thread's stack pointer and its red zone, with room for a few KB. The contents are free to
     * use.
     */
    long scratch(int lengthBytes) {
        if (lengthBytes > PAGE) {
            throw new IllegalArgumentException(lengthBytes + " bytes of scratch");
        }
        return ptrace.registers(tid).get(Registers.RSP) - 256 - lengthBytes & -64L;
    }
}
