package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Registers;
import dev.backstep.linux.Stop;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a stopped thread of a process that is not ours execute a system call. If we are killed in the middle of it, the
 * kernel lets the thread run, and it goes on from where it was by itself.
 *
 * <p>It finds on its stack what the kernel puts there for a signal handler, and the way back from one:
 *
 * <pre>
 *  old stack pointer
 *   red zone      128 bytes
 *   fpstate       FP and vector registers, 64-byte aligned, as XSAVE lays them out
 *   ucontext      general registers, signal mask        ┐ struct rt_sigframe,
 *   return        address of the C library's restorer   ┘ arch/x86/include/asm/sigframe.h
 *   scratch       for the arguments of the call
 * </pre>
 *
 * <p>The instructions that it executes are {@code syscall; ret} in the C library. The call returns to the restorer,
 * which calls rt_sigreturn(2). Usually it does not get that far: we stop it after the call and give it its registers
 * back.
 */
final class HarmlessCalls extends InjectedCalls {
    private static final byte[] SYSCALL_RETURN = {0x0f, 0x05, (byte) 0xc3};
    /** {@code mov rax, 15; syscall}, the restorer of glibc and musl; debuggers know it by these bytes. */
    private static final byte[] RESTORER = {0x48, (byte) 0xc7, (byte) 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};
    private static final int RED_ZONE_BYTES = 128;
    private static final int SCRATCH_BYTES = 64;
    private static final long ALL_SIGNALS = -1;
    private static final long SIGTRAP_BIT = 1L << Stop.SIGTRAP - 1;

    private final RemoteMemory memory;
    private final Code code;
    private final Registers before;
    private final long signalMask;
    private final long frame;

    /** Where the C library has the instructions. Stays as it is while the process lives. */
    record Code(long syscall, long restorer) {
        /** Has the memory of a process. */
        interface Memory {
            byte[] read(long address, int lengthBytes);
        }

        static Code find(RemoteMemory memory, List<MemoryMapping> mappings) {
            return find(memory::read, mappings);
        }

        static Code find(Memory memory, List<MemoryMapping> mappings) {
            for (MemoryMapping mapping : mappings) {
                if (mapping.permissions().startsWith("r-x") && mapping.hasFile()
                        && (mapping.path().contains("/libc.so") || mapping.path().contains("/libc-")
                                || mapping.path().contains("/ld-musl"))) {
                    byte[] bytes = memory.read(mapping.start(), (int) mapping.lengthBytes());
                    int syscall = indexOf(bytes, SYSCALL_RETURN);
                    int restorer = indexOf(bytes, RESTORER);
                    if (syscall >= 0 && restorer >= 0) {
                        return new Code(mapping.start() + syscall, mapping.start() + restorer);
                    }
                }
            }
            throw new IllegalStateException("no C library with a signal restorer among the mappings");
        }

        private static int indexOf(byte[] bytes, byte[] wanted) {
            for (int i = 0; i + wanted.length <= bytes.length; i++) {
                if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** The thread must be stopped by an interrupt, and stay so as long as this is used. */
    HarmlessCalls(Ptrace ptrace, RemoteMemory memory, Code code, int tid) {
        super(ptrace, tid);
        this.memory = memory;
        this.code = code;
        before = ptrace.registers(tid);
        signalMask = ptrace.signalMask(tid);
        frame = writeFrame();
    }

    /**
     * If we die while the thread is in a stop of a system call, the kernel sends it the SIGTRAP of that stop, which would
     * end the process. So the frame leaves this signal blocked: it stays pending, and HotSpot has no use for it.
     *
     * @return the address of the word that the call returns to
     */
    private long writeFrame() {
        byte[] extended = SignalFrame.extendedState(ptrace.extendedState(tid));
        long fpstate = before.get(Registers.RSP) - RED_ZONE_BYTES - extended.length & -64L;
        byte[] context = SignalFrame.context(InterruptedCalls.resumed(before), signalMask | SIGTRAP_BIT, fpstate);
        long address = fpstate - context.length - Long.BYTES & -16L;
        memory.write(fpstate, extended);
        memory.write(address, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(code.restorer).array());
        memory.write(address + Long.BYTES, context);
        return address;
    }

    /** The address of 64 bytes that calls may write to. */
    long scratch() {
        return frame - SCRATCH_BYTES;
    }

    @Override
    long raw(int number, long... arguments) {
        // First the registers, last the registers: in between, the frame puts all right, the signal mask too.
        ptrace.setRegisters(tid, before.forSyscall(code.syscall, number, arguments).set(Registers.RSP, frame));
        try {
            ptrace.setSignalMask(tid, ALL_SIGNALS);
            return execute();
        } finally {
            ptrace.setSignalMask(tid, signalMask);
            ptrace.setRegisters(tid, before);
        }
    }

    /**
     * Not by single steps: their flag would stay set if we die. And the thread must be back in the stop of an interrupt
     * before it gets its registers: only there does the kernel look whether a system call is to be restarted.
     */
    private long execute() {
        ptrace.resumeToSyscall(tid);
        awaitSyscallStop();
        ptrace.resumeToSyscall(tid);
        awaitSyscallStop();
        long result = ptrace.registers(tid).get(Registers.RAX);
        ptrace.interrupt(tid);
        ptrace.resume(tid, 0);
        if (!ptrace.awaitInterrupted(tid)) {
            throw new IllegalStateException("thread " + tid + " ended in a system call");
        }
        return result;
    }

    private void awaitSyscallStop() {
        Stop stop = ptrace.await(tid);
        if (stop.isNewChild()) {
            newChild = ptrace.eventMessage(tid);
            ptrace.resumeToSyscall(tid);
            stop = ptrace.await(tid);
        }
        if (!stop.isTrap()) {
            throw new IllegalStateException("thread %d: unexpected stop %x in a system call".formatted(tid, stop.status()));
        }
    }
}
