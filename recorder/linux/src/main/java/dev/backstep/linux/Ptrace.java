package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * ptrace(2) on threads of other processes.
 *
 * <p><b>Threads</b>: the kernel binds a tracee to the OS thread that seized it, so an instance belongs to the platform
 * thread that made it, and each method checks that. When that thread ends, the kernel lets all its tracees run.
 *
 * <p>All waits have a time limit, because a thread in an uninterruptible wait does not stop.
 */
public final class Ptrace implements AutoCloseable {
    // Requests: include/uapi/linux/ptrace.h
    private static final int CONT = 7;
    private static final int SINGLESTEP = 9;
    private static final int DETACH = 17;
    private static final int SYSCALL = 24;
    private static final int SETOPTIONS = 0x4200;
    private static final int GETEVENTMSG = 0x4201;
    private static final int GETSIGINFO = 0x4202;
    private static final int GETREGSET = 0x4204;
    private static final int SETREGSET = 0x4205;
    private static final int SEIZE = 0x4206;
    private static final int INTERRUPT = 0x4207;
    private static final int PTRACE_LISTEN = 0x4208;
    private static final int GETSIGMASK = 0x420a;
    private static final int SETSIGMASK = 0x420b;
    private static final int GET_RSEQ_CONFIGURATION = 0x420f;
    /**
     * Register sets: {@code include/uapi/linux/elf.h}. NT_X86_XSTATE holds FP, SSE and AVX registers in XSAVE format.
     */
    private static final int NT_PRSTATUS = 1;
    private static final int NT_X86_XSTATE = 0x202;

    /** Options of seize and setOptions. */
    public static final long TRACE_FORK = 1 << 1;
    public static final long TRACE_CLONE = 1 << 3;
    public static final long TRACE_EXEC = 1 << 4;
    /** A stop when a thread is about to end, however that came; its memory is still there. */
    public static final long TRACE_EXIT = 1 << 6;
    /** The tracee is killed when its tracer ends. */
    public static final long EXIT_KILL = 1 << 20;

    /** wait4(2), {@code include/uapi/linux/wait.h}. */
    private static final int WNOHANG = 1;
    private static final int WNOTHREAD = 0x20000000;
    private static final int WALL = 0x40000000;

    /** AVX-512 with AMX needs 11 KB. */
    private static final int XSTATE_MAX_BYTES = 16384;
    private static final int SIGNAL_INFO_BYTES = 128;
    private static final int SPINS = 200;
    private static final long NAP_NANOS = 20_000;

    private final Thread owner = Thread.currentThread();
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment vector = arena.allocate(16, 8);
    private final MemorySegment general = arena.allocate(Registers.COUNT * 8L, 8);
    private final MemorySegment extended = arena.allocate(XSTATE_MAX_BYTES, 64);
    private final MemorySegment small = arena.allocate(SIGNAL_INFO_BYTES, 8);
    private final Duration patience;

    /** @param patience how long a wait may last */
    public Ptrace(Duration patience) {
        if (owner.isVirtual()) {
            throw new IllegalStateException("ptrace needs a platform thread");
        }
        this.patience = patience;
    }

    private long raw(int request, int tid, long address, long data) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("these tracees belong to " + owner);
        }
        return Syscall.raw(SyscallNumbers.PTRACE, request, tid, address, data);
    }

    private void call(String name, int request, int tid, long address, long data) {
        Syscall.check("ptrace " + name + " of " + tid, raw(request, tid, address, data));
    }

    /** Starts tracing a thread, which goes on running. @return false if there is no such thread any more */
    public boolean seize(int tid, long options) {
        long result = raw(SEIZE, tid, 0, options);
        if (result == -Errno.ESRCH) {
            return false;
        }
        Syscall.check("ptrace seize of " + tid, result);
        return true;
    }

    /** Asks a thread to stop; it may be gone. */
    public void interrupt(int tid) {
        raw(INTERRUPT, tid, 0, 0);
    }

    public void resume(int tid, int signal) {
        call("cont", CONT, tid, 0, signal);
    }

    /** Runs up to the next entry to, or exit from, a system call, which is a stop by SIGTRAP. */
    public void resumeToSyscall(int tid) {
        call("syscall", SYSCALL, tid, 0, 0);
    }

    /** Leaves a thread stopped that a job-control signal has stopped, until SIGCONT comes. */
    public void leaveStopped(int tid) {
        call("listen", PTRACE_LISTEN, tid, 0, 0);
    }

    public void singleStep(int tid) {
        call("singlestep", SINGLESTEP, tid, 0, 0);
    }

    /** Lets a stopped thread run untraced. It may have been killed meanwhile. */
    public void detach(int tid) {
        long result = raw(DETACH, tid, 0, 0);
        if (result != -Errno.ESRCH) {
            Syscall.check("ptrace detach of " + tid, result);
        }
    }

    public void setOptions(int tid, long options) {
        call("setoptions", SETOPTIONS, tid, 0, options);
    }

    /** The number that came with an event: the new child's id. */
    public int eventMessage(int tid) {
        call("geteventmsg", GETEVENTMSG, tid, 0, small.address());
        return (int) small.get(ValueLayout.JAVA_LONG, 0);
    }

    /** What a tracee, or a child of this thread, has done. */
    public record Change(int tid, Stop stop) { }

    /** Waits, for as long as it takes, for the next change of any. Empty if there is none left to wait for. */
    public Optional<Change> awaitAny() {
        while (true) {
            long result = Syscall.raw(SyscallNumbers.WAIT4, -1, small.address(), WALL | WNOTHREAD, 0);
            if (result == -Errno.ECHILD) {
                return Optional.empty();
            }
            if (result != -Errno.EINTR) {
                return Optional.of(new Change((int) Syscall.check("wait4", result), new Stop(small.get(ValueLayout.JAVA_INT, 0))));
            }
        }
    }

    /**
     * Waits for a change of one tracee. Only this thread's children and tracees count (__WNOTHREAD).
     *
     * @throws IllegalStateException if nothing happens in time
     */
    public Stop await(int tid) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (int tries = 0; ; tries++) {
            long result = Syscall.raw(SyscallNumbers.WAIT4, tid, small.address(), WALL | WNOTHREAD | WNOHANG, 0);
            if (result == tid) {
                return new Stop(small.get(ValueLayout.JAVA_INT, 0));
            }
            if (result != -Errno.EINTR) {
                Syscall.check("wait4 for " + tid, result);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("thread " + tid + " did not stop within " + patience.toMillis() + " ms");
            }
            if (tries < SPINS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    /**
     * Waits for the stop that {@link #interrupt} asked for. Signals that come first are delivered.
     *
     * @return false if the thread ended instead
     */
    public boolean awaitInterrupted(int tid) {
        while (true) {
            Stop stop = await(tid);
            if (stop.ended()) {
                return false;
            }
            if (stop.event() == Stop.EVENT_STOP) {
                return true;
            }
            // Any stop clears the interrupt that is pending, so ask again; the handler then stops at its first
            // instruction.
            interrupt(tid);
            resume(tid, stop.event() == 0 ? stop.signal() : 0);
        }
    }

    public Registers registers(int tid) {
        describe(general);
        call("get registers", GETREGSET, tid, NT_PRSTATUS, vector.address());
        return new Registers(general.toArray(ValueLayout.JAVA_LONG));
    }

    public void setRegisters(int tid, Registers registers) {
        general.copyFrom(MemorySegment.ofArray(registers.toArray()));
        describe(general);
        call("set registers", SETREGSET, tid, NT_PRSTATUS, vector.address());
    }

    /** FP, SSE, AVX registers and so on, as XSAVE lays them out. */
    public byte[] extendedState(int tid) {
        describe(extended);
        call("get extended state", GETREGSET, tid, NT_X86_XSTATE, vector.address());
        return extended.asSlice(0, vector.get(ValueLayout.JAVA_LONG, 8)).toArray(ValueLayout.JAVA_BYTE);
    }

    public void setExtendedState(int tid, byte[] state) {
        extended.asSlice(0, state.length).copyFrom(MemorySegment.ofArray(state));
        describe(extended.asSlice(0, state.length));
        call("set extended state", SETREGSET, tid, NT_X86_XSTATE, vector.address());
    }

    /** {@code struct iovec}. */
    private void describe(MemorySegment buffer) {
        vector.set(ValueLayout.JAVA_LONG, 0, buffer.address());
        vector.set(ValueLayout.JAVA_LONG, 8, buffer.byteSize());
    }

    /** The signal that a thread has stopped for: {@code siginfo_t}, sigaction(2). */
    public SignalInfo signalInfo(int tid) {
        call("getsiginfo", GETSIGINFO, tid, 0, small.address());
        return new SignalInfo(small.get(ValueLayout.JAVA_INT, 0), small.get(ValueLayout.JAVA_INT, 8),
                small.get(ValueLayout.JAVA_LONG, 16));
    }

    /** Blocked signals, bit 0 is signal 1. */
    public long signalMask(int tid) {
        call("getsigmask", GETSIGMASK, tid, Long.BYTES, small.address());
        return small.get(ValueLayout.JAVA_LONG, 0);
    }

    public void setSignalMask(int tid, long mask) {
        small.set(ValueLayout.JAVA_LONG, 0, mask);
        call("setsigmask", SETSIGMASK, tid, Long.BYTES, small.address());
    }

    /** {@code struct ptrace_rseq_configuration}: address, length, signature, flags, padding. */
    public RestartableSequence restartableSequence(int tid) {
        call("get rseq", GET_RSEQ_CONFIGURATION, tid, 24, small.address());
        return new RestartableSequence(small.get(ValueLayout.JAVA_LONG, 0), small.get(ValueLayout.JAVA_INT, 8),
                small.get(ValueLayout.JAVA_INT, 12));
    }

    public RobustList robustList(int tid) {
        Syscall.call("get_robust_list of " + tid, SyscallNumbers.GET_ROBUST_LIST, tid, small.address(),
                small.address() + 8);
        return new RobustList(small.get(ValueLayout.JAVA_LONG, 0), small.get(ValueLayout.JAVA_LONG, 8));
    }

    @Override
    public void close() {
        arena.close();
    }
}
