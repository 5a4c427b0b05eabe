package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Spawner;
import dev.backstep.linux.SyscallException;
import dev.backstep.linux.SyscallNumbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes in namespaces of their own, one of which becomes the restored one. All are stopped:
 *
 * <pre>
 *  outer   a sleep that we start; makes the namespaces
 *   └ init     process 1 of the PID namespace; as long as it is there, so is the namespace
 *      └ inner     has the process id that is wanted
 * </pre>
 *
 * <p>Outer and init stay stopped for ever and are killed by the kernel when our tracer thread ends (PTRACE_O_EXITKILL),
 * and with init all of its namespace. Belongs to a tracer thread. See namespaces(7), clone(2).
 */
final class Stub {
    private static final String SLEEP = "/bin/sleep";
    // include/uapi/linux/sched.h
    private static final long CLONE_NEWTIME = 0x80;
    private static final long CLONE_NEWNS = 0x20000;
    private static final long CLONE_NEWUSER = 0x10000000;
    private static final long CLONE_NEWPID = 0x20000000;
    private static final int CLONE_ARGUMENT_BYTES = 88;
    private static final int SIGCHLD = 17;
    /** mount(2): MS_REC | MS_PRIVATE. */
    private static final int PRIVATE_RECURSIVELY = 0x44000;
    private static final int PATH_BYTES = 1024;

    private Ptrace ptrace;
    private final List<String> losses = new ArrayList<>();
    private final int outer;
    private int init;
    private int inner;

    private Stub(int outer) {
        this.outer = outer;
    }

    /** Starts the outer process, which may be done by any thread. */
    static Stub start() {
        return new Stub(Spawner.spawn(List.of(SLEEP, "1000000"), List.of(), Path.of("/dev/null")));
    }

    /**
     * Stops outer, makes the namespaces and the other two.
     *
     * @param pid            of inner, in its namespace
     * @param monotonicNanos what CLOCK_MONOTONIC shall be there
     * @throws SyscallException if the machine does not allow it
     */
    void build(Ptrace tracing, RestoreOptions.Privilege privilege, int pid, long monotonicNanos) {
        stop(tracing);
        try (RemoteMemory memory = new RemoteMemory(outer)) {
            RemoteCalls calls = calls(memory, outer);
            if (privilege == RestoreOptions.Privilege.USER_NAMESPACE) {
                enterUserNamespace(calls);
            }
            calls.call("unshare of PID and mount namespaces", SyscallNumbers.UNSHARE, CLONE_NEWPID | CLONE_NEWNS);
            enterTimeNamespace(calls, monotonicNanos);
            init = cloneProcess(calls, memory, 0);
        }
        try (RemoteMemory memory = new RemoteMemory(init)) {
            RemoteCalls calls = calls(memory, init);
            mountProc(calls, memory);
            inner = cloneProcess(calls, memory, pid);
        }
        ptrace.setOptions(init, Ptrace.EXIT_KILL);
    }

    private void stop(Ptrace tracing) {
        ptrace = tracing;
        long options = Ptrace.TRACE_CLONE | Ptrace.TRACE_FORK | Ptrace.TRACE_EXEC | Ptrace.EXIT_KILL;
        boolean stopped = ptrace.seize(outer, options);
        if (stopped) {
            ptrace.interrupt(outer);
            stopped = ptrace.awaitInterrupted(outer);
        }
        if (!stopped) {
            throw new RestoreException("the stub process ended at once");
        }
    }

    /**
     * Instead of {@link #build}, to see whether it can be done at all: stops outer and makes it execute a system call.
     */
    void tryCall(Ptrace tracing) {
        stop(tracing);
        try (RemoteMemory memory = new RemoteMemory(outer)) {
            calls(memory, outer).call("getuid", SyscallNumbers.GETUID);
        }
    }

    private RemoteCalls calls(RemoteMemory memory, int pid) {
        return new RemoteCalls(ptrace, pid, RemoteCalls.findInstruction(memory, new ProcFiles(pid).mappings()));
    }

    /**
     * user_namespaces(7). As root in there, or execve would take the capabilities away that clone3 with a wanted id
     * needs.
     */
    private void enterUserNamespace(RemoteCalls calls) {
        calls.call("unshare of a user namespace", SyscallNumbers.UNSHARE, CLONE_NEWUSER);
        ProcFiles proc = new ProcFiles(outer);
        try {
            proc.write("setgroups", "deny");
            proc.write("uid_map", "0 " + Spawner.effectiveUser() + " 1");
            proc.write("gid_map", "0 " + Spawner.group() + " 1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * time_namespaces(7). Without one the clocks jump to today's values, which a JVM bears: waits end early or late.
     */
    private void enterTimeNamespace(RemoteCalls calls, long monotonicNanos) {
        long offset = monotonicNanos - System.nanoTime();
        String value = Math.floorDiv(offset, 1_000_000_000L) + " " + Math.floorMod(offset, 1_000_000_000L);
        try {
            calls.call("unshare of a time namespace", SyscallNumbers.UNSHARE, CLONE_NEWTIME);
            new ProcFiles(outer).write("timens_offsets", "monotonic " + value + "\nboottime " + value + "\n");
        } catch (SyscallException | IOException e) {
            losses.add("the monotonic clock jumps: " + e.getMessage());
        }
    }

    /** So that ids in /proc are those that the process knows. Containers that hide parts of /proc forbid it. */
    private void mountProc(RemoteCalls calls, RemoteMemory memory) {
        long scratch = calls.scratch(64);
        memory.write(scratch, "none\0/\0proc\0/proc\0".getBytes(StandardCharsets.US_ASCII));
        calls.call("mount of / as private", SyscallNumbers.MOUNT, scratch, scratch + 5, 0, PRIVATE_RECURSIVELY, 0);
        try {
            calls.call("mount of /proc", SyscallNumbers.MOUNT, scratch + 7, scratch + 12, scratch + 7, 0, 0);
        } catch (SyscallException e) {
            losses.add("/proc shows other process ids: " + e.getMessage());
        }
    }

    /** @param pid in the new namespace, 0 for any. @return the id as we see it */
    private int cloneProcess(RemoteCalls calls, RemoteMemory memory, int pid) {
        long scratch = calls.scratch(CLONE_ARGUMENT_BYTES + Long.BYTES);
        memory.write(scratch, cloneArguments(0, SIGCHLD, 0, pid, scratch + CLONE_ARGUMENT_BYTES));
        return calls.callForChild("clone3", SyscallNumbers.CLONE3, scratch, CLONE_ARGUMENT_BYTES);
    }

    /** {@code struct clone_args} of clone(2), and behind it the wanted id, whose address is needed. */
    static byte[] cloneArguments(long flags, int exitSignal, long clearedTidAddress, int id, long idAddress) {
        return ByteBuffer.allocate(CLONE_ARGUMENT_BYTES + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0, flags).putLong(16, clearedTidAddress).putLong(32, exitSignal)
                .putLong(64, id == 0 ? 0 : idAddress).putLong(72, id == 0 ? 0 : 1)
                .putLong(CLONE_ARGUMENT_BYTES, id).array();
    }

    /**
     * Makes inner the wanted program, of which it never executes an instruction: the link exe, vdso and break are its
     * then.
     */
    void execute(ProcessState process) {
        try (RemoteMemory memory = new RemoteMemory(inner)) {
            List<MemoryMapping> mappings = new ProcFiles(inner).mappings();
            RemoteCalls calls = new RemoteCalls(ptrace, inner, RemoteCalls.findInstruction(memory, mappings));
            long scratch = calls.scratch(2 * PATH_BYTES + 64);
            long pointers = scratch + 2 * PATH_BYTES;
            memory.write(scratch, path(process.executable()));
            memory.write(scratch + PATH_BYTES, path(process.workingDirectory()));
            memory.write(pointers, ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(scratch).array());
            calls.call("chdir to " + process.workingDirectory(), SyscallNumbers.CHDIR, scratch + PATH_BYTES);
            calls.call("close_range", SyscallNumbers.CLOSE_RANGE, 0, 0xffffffffL, 0);
            calls.call("setsid", SyscallNumbers.SETSID);
            calls.call("personality", SyscallNumbers.PERSONALITY, process.personality());
            calls.execute(SyscallNumbers.EXECVE, scratch, pointers, pointers + 16);
        }
    }

    private static byte[] path(String path) {
        byte[] bytes = (path + '\0').getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PATH_BYTES) {
            throw new RestoreException("path too long: " + path);
        }
        return bytes;
    }

    /** Process id of the one to become the restored process, as we see it. */
    int inner() {
        return inner;
    }

    /** What was not allowed and can be done without. */
    List<String> losses() {
        return losses;
    }

    /**
     * Ends all processes of the namespaces, and waits for that. On the tracer thread, when inner is no longer traced.
     */
    void destroy() {
        kill();
        Spawner.reap(init);
        Spawner.reap(outer);
    }

    /** Ends what there is, from any thread. Then the tracer thread must end too, for dead tracees wait for it. */
    void kill() {
        if (init != 0) {
            Spawner.kill(init, Spawner.SIGKILL);
        }
        Spawner.kill(outer, Spawner.SIGKILL);
    }

    /** After {@link #kill} and the end of the tracer thread. */
    void reap() {
        Spawner.reap(outer);
    }
}
