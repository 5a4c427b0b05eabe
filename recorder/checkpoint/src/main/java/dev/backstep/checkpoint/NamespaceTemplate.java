package dev.backstep.checkpoint;

import dev.backstep.linux.Ptrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A template whose copies have the ids, and the clock, of the checkpoint. So each is in namespaces of its own:
 *
 * <pre>
 *  the template
 *   └ init     shares the template's memory; process 1 of a PID namespace; stays stopped for ever
 *      └ the copy
 * </pre>
 */
final class NamespaceTemplate extends Template {
    /** @see Template#Template */
    NamespaceTemplate(Shelter shelter, ProcessState process, int pid, long executorBase) {
        super(shelter, process, pid, executorBase);
    }

    @Override
    RestoredProcess start(Ptrace ptrace, RestoreOptions options, long start) {
        List<String> losses = new ArrayList<>();
        int init;
        try (Namespaces namespaces = new Namespaces(ptrace, pid(), losses)) {
            init = namespaces.cloneProcess(Namespaces.CLONE_NEWPID | Namespaces.CLONE_NEWNS | Namespaces.CLONE_VM, 0, 0);
        }
        try {
            ptrace.setOptions(init, Ptrace.TRACE_CLONE | Ptrace.TRACE_FORK | Ptrace.EXIT_KILL);
            int copy;
            try (Namespaces namespaces = new Namespaces(ptrace, init, losses)) {
                namespaces.enterTime(process().monotonicNanos());
                namespaces.mount(options.folders());
                copy = namespaces.cloneProcess(0, SIGCHLD, process().pid());
            }
            Map<Integer, Integer> ports;
            try (ProcessBuild build = buildCopy(ptrace, copy)) {
                build.newSession();
                build.share(options.folders());
                ports = build.descriptors(options.output().toAbsolutePath().toString(), options.folders(), Input.NEW);
                build.run(Ids.SAME);
            }
            Shelter origin = shelter().enter();
            Shelter copys = new Shelter(shelter().tracer(), () -> end(init), origin::leave);
            return new RestoredProcess(copy, copys, ports, losses, System.nanoTime() - start);
        } catch (RuntimeException e) {
            end(init);
            throw e;
        }
    }

    /** Each init shares the memory. */
    @Override
    void free(Ptrace ptrace) {
        try (ProcessBuild build = buildCopy(ptrace, pid())) {
            build.free();
        }
    }
}
