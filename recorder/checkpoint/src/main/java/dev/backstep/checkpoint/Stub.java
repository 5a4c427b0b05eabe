package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.Spawner;
import dev.backstep.linux.SyscallException;
import dev.backstep.linux.SyscallNumbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    private static final int SIGCHLD = 17;

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
     * @param folders        what is mounted over what
     * @throws SyscallException if the machine does not allow it
     */
    void build(Ptrace tracing, RestoreOptions.Privilege privilege, int pid, long monotonicNanos, Map<Path, Path> folders) {
        stop(tracing);
        try (Namespaces namespaces = new Namespaces(ptrace, outer, losses)) {
            if (privilege == RestoreOptions.Privilege.USER_NAMESPACE) {
                namespaces.enterUser();
            }
            namespaces.enterProcessesAndMounts();
            namespaces.enterTime(monotonicNanos);
            init = namespaces.cloneProcess(0, SIGCHLD, 0);
        }
        try (Namespaces namespaces = new Namespaces(ptrace, init, losses)) {
            namespaces.mount(folders);
            inner = namespaces.cloneProcess(0, SIGCHLD, pid);
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
            new RemoteCalls(ptrace, outer, RemoteCalls.findInstruction(memory, new ProcFiles(outer).mappings()))
                    .call("getuid", SyscallNumbers.GETUID);
        }
    }

    /**
     * Makes inner the wanted program, of which it never executes an instruction: the link exe, vdso and break are its
     * then.
     */
    void execute(ProcessState process) {
        try (Namespaces namespaces = new Namespaces(ptrace, inner, losses)) {
            namespaces.execute(process);
        }
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
