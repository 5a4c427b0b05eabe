package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.Spawner;

/**
 * A process at a checkpoint that never runs. It has all memory and signal handlers, but one thread and no descriptors; the
 * kernel copies it in some milliseconds, and the copy gets the rest. Copies share all pages with it that none of them has
 * written. Any thread may call it; one copy is made at a time.
 */
public abstract sealed class Template implements AutoCloseable permits NamespaceTemplate, ForkTemplate {
    static final int SIGCHLD = 17;

    private final Shelter shelter;
    private final ProcessState process;
    private final int pid;
    private final long executorBase;
    private boolean closed;

    /**
     * Called on the tracer thread.
     *
     * @param shelter has a user for this; its tracer traces the process
     * @param pid     of a stopped process, as we see it
     */
    Template(Shelter shelter, ProcessState process, int pid, long executorBase) {
        this.shelter = shelter;
        this.process = process;
        this.pid = pid;
        this.executorBase = executorBase;
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
        return shelter.tracer().call(ptrace -> start(ptrace, options, start));
    }

    /** On the tracer thread. @param start when it began, for the report */
    abstract RestoredProcess start(Ptrace ptrace, RestoreOptions options, long start);

    Shelter shelter() {
        return shelter;
    }

    ProcessState process() {
        return process;
    }

    int pid() {
        return pid;
    }

    ProcessBuild buildCopy(Ptrace ptrace, int copy) {
        return ProcessBuild.ofCopy(ptrace, copy, process, executorBase);
    }

    static void end(int process) {
        Spawner.kill(process, Spawner.SIGKILL);
        Spawner.reap(process);
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

    /** Before it ends. */
    abstract void free(Ptrace ptrace);
}
