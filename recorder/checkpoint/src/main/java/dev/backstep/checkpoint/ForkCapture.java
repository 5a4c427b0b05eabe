package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Spawner;
import dev.backstep.linux.SyscallNumbers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes templates of a running process: checkpoints that live in memory, and share with the process what it does not write
 * afterwards. Fast, but gone with this JVM; {@link ProcessCapture} makes those that last. Needs neither userfaultfd nor
 * PAGEMAP_SCAN.
 *
 * <p>The process must be one that nobody misses: if this JVM is killed in the middle of a capture, it is killed, too.
 * Like {@link ProcessCapture}, not for several threads, and not for processes that {@code ProcessBuilder} has started.
 */
public final class ForkCapture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int pid;
    /** What the process lives in; null if that needs nobody's care. */
    private final Shelter origin;
    private final RestoreOptions.Privilege privilege;
    private final RemoteMemory memory;
    private final ProcessInspector inspector;
    private HarmlessCalls.Code code;

    private ForkCapture(int pid, Shelter origin, RestoreOptions.Privilege privilege) {
        this.pid = pid;
        this.origin = origin;
        this.privilege = privilege;
        if (new ProcFiles(pid).isAwaitedByThisJvm()) {
            throw new ProcessNotSupportedException(pid,
                    "this JVM waits for its end, which ptrace would disturb; start it by Spawner");
        }
        memory = new RemoteMemory(pid);
        inspector = new ProcessInspector(pid, memory);
    }

    /** Of a process of this machine, started by {@link Spawner} or {@link dev.backstep.linux.ChildProcess}. */
    public static ForkCapture of(int pid) {
        return of(pid, RestoreOptions.to(Path.of("/dev/null")).privilege());
    }

    /** The same with a choice. */
    public static ForkCapture of(int pid, RestoreOptions.Privilege privilege) {
        return new ForkCapture(pid, null, privilege);
    }

    /** Of a restored process, which must not have been closed. */
    public static ForkCapture of(RestoredProcess process) {
        return new ForkCapture(process.pid(), process.shelter(), RestoreOptions.Privilege.ROOT);
    }

    /**
     * Takes a checkpoint. The process runs on afterwards.
     *
     * @throws ProcessNotSupportedException if the process is of a kind that cannot be captured, or is gone
     * @throws IllegalStateException if it does not stop in time
     */
    public Template fork() {
        TracerThread tracer = new TracerThread(PATIENCE);
        if (origin != null) {
            origin.enter();
        }
        Shelter shelter = new Shelter(tracer, () -> { }, () -> {
            tracer.close();
            if (origin != null) {
                origin.leave();
            }
        });
        try {
            return tracer.call(ptrace -> fork(ptrace, shelter));
        } catch (RuntimeException e) {
            shelter.leave();
            throw e;
        }
    }

    private Template fork(Ptrace ptrace, Shelter shelter) {
        try (FrozenProcess frozen = FrozenProcess.freeze(ptrace, pid)) {
            List<MemoryMapping> mappings = new ProcFiles(pid).mappings();
            // Private memory is shared with the copy, whatever it is mapped from.
            ProcessCapture.checkSupported(pid, memory, mappings.stream().filter(MemoryMapping::isShared).toList());
            if (code == null) {
                code = HarmlessCalls.Code.find(memory, mappings);
            }
            ProcessState process = inspector.inspect(ptrace, frozen, MappingState.of(mappings), code);
            int copy = copy(ptrace);
            try {
                return new ForkTemplate(shelter, process, copy, prepare(ptrace, copy, process), origin);
            } catch (RuntimeException e) {
                Spawner.kill(copy, Spawner.SIGKILL);
                Spawner.reap(copy);
                throw e;
            }
        }
    }

    private int copy(Ptrace ptrace) {
        ptrace.setOptions(pid, Ptrace.TRACE_CLONE | Ptrace.TRACE_FORK | Ptrace.EXIT_KILL);
        try {
            return new HarmlessCalls(ptrace, memory, code, pid).callForChild("clone", SyscallNumbers.CLONE, Namespaces.CLONE_PARENT, 0);
        } finally {
            ptrace.setOptions(pid, 0);
        }
    }

    /** @return where system calls are executed in it */
    private long prepare(Ptrace ptrace, int copy, ProcessState process) {
        if (privilege == RestoreOptions.Privilege.USER_NAMESPACE) {
            try (Namespaces namespaces = new Namespaces(ptrace, copy, new ArrayList<>())) {
                namespaces.enterUser();
            }
        }
        try (ProcessBuild build = ProcessBuild.of(ptrace, copy, process)) {
            build.forgetRestartableSequence();
            build.newSession();
            build.closeAllBut(process.hasPipeAsInput());
            build.unshare();
            return build.park();
        }
    }

    /** The templates live on. */
    @Override
    public void close() {
        memory.close();
    }
}
