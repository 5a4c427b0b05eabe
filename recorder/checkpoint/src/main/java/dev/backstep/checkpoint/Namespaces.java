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
import java.util.List;
import java.util.Map;

/**
 * Makes a stopped, single-threaded process enter namespaces, and make children in them. Belongs to a tracer thread. See
 * namespaces(7), clone(2).
 */
final class Namespaces implements AutoCloseable {
    // include/uapi/linux/sched.h
    static final long CLONE_VM = 0x100;
    static final long CLONE_PARENT = 0x8000;
    static final long CLONE_NEWNS = 0x20000;
    static final long CLONE_NEWPID = 0x20000000;
    private static final long CLONE_NEWTIME = 0x80;
    private static final long CLONE_NEWUSER = 0x10000000;
    private static final int CLONE_ARGUMENT_BYTES = 88;
    // mount(2), include/uapi/linux/mount.h
    static final int PRIVATE_RECURSIVELY = 0x44000;
    static final int MS_BIND = 0x1000;
    private static final int PATH_BYTES = 1024;

    private final int pid;
    private final RemoteMemory memory;
    private final RemoteCalls calls;
    private final List<String> losses;

    /** @param losses gets what was not allowed and can be done without */
    Namespaces(Ptrace ptrace, int pid, List<String> losses) {
        this.pid = pid;
        this.losses = losses;
        memory = new RemoteMemory(pid);
        List<MemoryMapping> mappings = new ProcFiles(pid).mappings();
        calls = new RemoteCalls(ptrace, pid, RemoteCalls.findInstruction(memory, mappings));
    }

    /**
     * user_namespaces(7). As root in there, or execve would take the capabilities away that clone3 with a wanted id
     * needs.
     */
    void enterUser() {
        calls.call("unshare of a user namespace", SyscallNumbers.UNSHARE, CLONE_NEWUSER);
        ProcFiles proc = new ProcFiles(pid);
        try {
            proc.write("setgroups", "deny");
            proc.write("uid_map", "0 " + Spawner.effectiveUser() + " 1");
            proc.write("gid_map", "0 " + Spawner.group() + " 1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its next children are in a PID namespace of their own, and itself in a mount namespace. */
    void enterProcessesAndMounts() {
        calls.call("unshare of PID and mount namespaces", SyscallNumbers.UNSHARE, CLONE_NEWPID | CLONE_NEWNS);
    }

    /**
     * For its next children; time_namespaces(7). Without one the clocks jump to today's values, which a JVM bears: waits
     * end early or late.
     *
     * @param monotonicNanos what CLOCK_MONOTONIC shall be there
     */
    void enterTime(long monotonicNanos) {
        long offset = monotonicNanos - System.nanoTime();
        String value = Math.floorDiv(offset, 1_000_000_000L) + " " + Math.floorMod(offset, 1_000_000_000L);
        try {
            calls.call("unshare of a time namespace", SyscallNumbers.UNSHARE, CLONE_NEWTIME);
            new ProcFiles(pid).write("timens_offsets", "monotonic " + value + "\nboottime " + value + "\n");
        } catch (SyscallException | IOException e) {
            losses.add("the monotonic clock jumps: " + e.getMessage());
        }
    }

    /**
     * In its own mount namespace: {@code /proc} with the ids that the process knows, which containers that hide parts of
     * it forbid, and other folders in the place of some.
     */
    void mount(Map<Path, Path> folders) {
        long scratch = calls.scratch(64);
        memory.write(scratch, "none\0/\0proc\0/proc\0".getBytes(StandardCharsets.US_ASCII));
        calls.call("mount of / as private", SyscallNumbers.MOUNT, scratch, scratch + 5, 0, PRIVATE_RECURSIVELY, 0);
        try {
            calls.call("mount of /proc", SyscallNumbers.MOUNT, scratch + 7, scratch + 12, scratch + 7, 0, 0);
        } catch (SyscallException e) {
            losses.add("/proc shows other process ids: " + e.getMessage());
        }
        folders.forEach(this::bind);
    }

    private void bind(Path old, Path fresh) {
        long scratch = calls.scratch(2 * PATH_BYTES);
        memory.write(scratch, path(old.toString()));
        memory.write(scratch + PATH_BYTES, path(fresh.toAbsolutePath().toString()));
        calls.call("mount of " + fresh + " over " + old, SyscallNumbers.MOUNT, scratch + PATH_BYTES, scratch, 0, MS_BIND, 0);
    }

    /** The id of the new child, as we see it. @param wantedPid in the innermost namespace, 0 for any */
    int cloneProcess(long flags, int exitSignal, int wantedPid) {
        long scratch = calls.scratch(CLONE_ARGUMENT_BYTES + Long.BYTES);
        memory.write(scratch, cloneArguments(flags, exitSignal, 0, wantedPid, scratch + CLONE_ARGUMENT_BYTES));
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
     * Replaces the process by a program of which it never executes an instruction: link exe, vdso and break are that
     * program's then.
     */
    void execute(ProcessState process) {
        long scratch = calls.scratch(2 * PATH_BYTES + 64);
        long pointers = scratch + 2 * PATH_BYTES;
        memory.write(scratch, path(process.executable()));
        memory.write(scratch + PATH_BYTES, path(process.workingDirectory()));
        memory.write(pointers, ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(scratch).array());
        calls.call("chdir to " + process.workingDirectory(), SyscallNumbers.CHDIR, scratch + PATH_BYTES);
        detachFromOurs();
        calls.call("personality", SyscallNumbers.PERSONALITY, process.personality());
        calls.execute(SyscallNumbers.EXECVE, scratch, pointers, pointers + 16);
    }

    /** No descriptors that it shares with others, and signals of our terminal do not reach it. */
    void detachFromOurs() {
        calls.call("close_range", SyscallNumbers.CLOSE_RANGE, 0, 0xffffffffL, 0);
        calls.call("setsid", SyscallNumbers.SETSID);
    }

    private static byte[] path(String path) {
        byte[] bytes = (path + '\0').getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PATH_BYTES) {
            throw new RestoreException("path too long: " + path);
        }
        return bytes;
    }

    @Override
    public void close() {
        memory.close();
    }
}
