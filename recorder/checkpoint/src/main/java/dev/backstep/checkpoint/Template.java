package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.Spawner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process at a checkpoint that never runs. It has all memory and signal handlers, but one thread and no descriptors;
 * the kernel copies it in some milliseconds, and the copy gets the rest. Copies share all pages with it that none of
 * them has written. Any thread may call it; one copy is made at a time.
 *
 * <p>A copy is made in two steps, because it shall have its old process id:
 *
 * <pre>
 *  the template
 *   └ init     shares the template's memory; process 1 of a PID namespace; stays stopped for ever
 *      └ the copy
 * </pre>
 */
public final class Template implements AutoCloseable {
    /** The kernel nests 32 PID namespaces (MAX_PID_NS_LEVEL); we may be in some already. */
    private static final int MOST_GENERATIONS = 20;
    private static final int SIGCHLD = 17;

    private final Shelter shelter;
    private final ProcessState process;
    private final int pid;
    private final long executorBase;
    private final int generation;
    private boolean closed;

    /**
     * Called on the tracer thread.
     *
     * @param shelter    has a user for this; its tracer traces the process
     * @param pid        of a stopped process, as we see it
     * @param generation in how many PID namespaces of ours it is
     */
    Template(Shelter shelter, ProcessState process, int pid, long executorBase, int generation) {
        this.shelter = shelter;
        this.process = process;
        this.pid = pid;
        this.executorBase = executorBase;
        this.generation = generation;
    }

    /**
     * Makes a process that goes on from the checkpoint. It runs when this returns, and may outlive the template.
     *
     * @throws dev.backstep.linux.SyscallException if the machine does not allow it: see {@link Capabilities}
     */
    public synchronized RestoredProcess start(RestoreOptions options) {
        if (closed) {
            throw new IllegalStateException("the template has been closed");
        }
        long start = System.nanoTime();
        shelter.enter();
        try {
            return shelter.tracer().call(ptrace -> start(ptrace, options, start));
        } catch (RuntimeException e) {
            shelter.leave();
            throw e;
        }
    }

    private RestoredProcess start(Ptrace ptrace, RestoreOptions options, long start) {
        List<String> losses = new ArrayList<>();
        int init;
        try (Namespaces namespaces = new Namespaces(ptrace, pid, losses)) {
            init = namespaces.cloneProcess(Namespaces.CLONE_NEWPID | Namespaces.CLONE_NEWNS | Namespaces.CLONE_VM, 0, 0);
        }
        try {
            ptrace.setOptions(init, Ptrace.TRACE_CLONE | Ptrace.TRACE_FORK | Ptrace.EXIT_KILL);
            int copy;
            try (Namespaces namespaces = new Namespaces(ptrace, init, losses)) {
                namespaces.enterTime(process.monotonicNanos());
                namespaces.mount(options.folders());
                copy = namespaces.cloneProcess(0, SIGCHLD, process.pid());
            }
            Map<Integer, Integer> ports;
            try (ProcessBuild build = ProcessBuild.ofCopy(ptrace, copy, process, executorBase)) {
                build.detachFromOurs();
                build.share(options.folders());
                ports = build.descriptors(options.output().toAbsolutePath().toString(), options.folders());
                build.run();
            }
            Shelter copys = new Shelter(shelter.tracer(), () -> end(init), shelter::leave);
            return new RestoredProcess(copy, copys, ports, losses, generation + 1, System.nanoTime() - start);
        } catch (RuntimeException e) {
            end(init);
            throw e;
        }
    }

    private static void end(int process) {
        Spawner.kill(process, Spawner.SIGKILL);
        Spawner.reap(process);
    }

    /** Whether processes can still be made of templates of its copies: the kernel limits the depth of namespaces. */
    public static boolean canHaveTemplate(RestoredProcess process) {
        return process.generation() < MOST_GENERATIONS;
    }

    /** Memory that only this has: what would be free without it. Takes some milliseconds. */
    public long ownBytes() {
        String kilobytes = ProcFiles.field(new ProcFiles(pid).text("smaps_rollup"), "Private_Dirty").orElse("0 kB");
        return Long.parseLong(kilobytes.replace(" kB", "")) << 10;
    }

    public boolean isAlive() {
        return new ProcFiles(pid).isAlive();
    }

    /** Frees its memory. Processes made of it live on. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            shelter.tracer().call(ptrace -> {
                free(ptrace);
                end(pid);
                return null;
            });
            shelter.leave();
        }
    }

    /** Copies that live have an init that shares the memory. */
    private void free(Ptrace ptrace) {
        try (ProcessBuild build = ProcessBuild.ofCopy(ptrace, pid, process, executorBase)) {
            build.free();
        }
    }
}
