package dev.backstep.checkpoint;

import dev.backstep.linux.Ptrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A template forked off a running process. Its copies are siblings of that, in the same PID namespace, so they get other ids,
 * and can be forked in their turn without limit. The C library of a copy is told its new ids; what else of the process has kept
 * an id (HotSpot for printing) is wrong about it. The clock is today's. Standard input, if it was a pipe, is the same pipe.
 */
final class ForkTemplate extends Template {
    /** What must live as long as the copies; null if there is nothing. */
    private final Shelter origin;

    /** @see Template#Template */
    ForkTemplate(Shelter shelter, ProcessState process, int pid, long executorBase, Shelter origin) {
        super(shelter, process, pid, executorBase);
        this.origin = origin;
    }

    @Override
    RestoredProcess start(Ptrace ptrace, RestoreOptions options, long start) {
        List<String> losses = new ArrayList<>();
        int copy;
        try (ProcessBuild build = buildCopy(ptrace, pid())) {
            copy = build.copy(options.folders().isEmpty() ? Namespaces.CLONE_PARENT
                    : Namespaces.CLONE_PARENT | Namespaces.CLONE_NEWNS);
        }
        try (ProcessBuild build = buildCopy(ptrace, copy)) {
            build.newSession();
            build.mount(options.folders());
            build.share(options.folders());
            Map<Integer, Integer> ports =
                    build.descriptors(options.output().toAbsolutePath().toString(), options.folders(), Input.INHERITED);
            build.run(Ids.NEW);
            return new RestoredProcess(copy, origin == null ? null : origin.enter(), ports, losses, System.nanoTime() - start);
        } catch (RuntimeException e) {
            end(copy);
            throw e;
        }
    }

    /** Nobody shares it. */
    @Override
    void free(Ptrace ptrace) { }
}
