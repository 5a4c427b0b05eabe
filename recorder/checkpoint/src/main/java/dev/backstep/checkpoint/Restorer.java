package dev.backstep.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes processes of a checkpoint, as many as wanted, also at the same time. Any thread may call it. */
public final class Restorer {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path file;

    public Restorer(CheckpointSet set) {
        this(set.file());
    }

    public Restorer(CoreImport core) {
        this(core.file());
    }

    /** @param file has the pages, at the places that the indexes of checkpoints say */
    Restorer(Path file) {
        this.file = file;
    }

    /** What is done with a process that has its memory, on the tracer thread. */
    private interface Completion<T> {
        T complete(ProcessBuild build, Shelter shelter);
    }

    /**
     * Restores one of the file's checkpoints. The process runs when this returns.
     *
     * @throws RestoreException if a file that was mapped has changed or is gone
     * @throws dev.backstep.linux.SyscallException if the machine does not allow it: see {@link Capabilities}
     */
    public RestoredProcess restore(Checkpoint checkpoint, RestoreOptions options) {
        long start = System.nanoTime();
        Stub stub = Stub.start();
        return build(stub, checkpoint, options, (build, shelter) -> {
            build.share(options.folders());
            Map<Integer, Integer> ports =
                    build.descriptors(options.output().toAbsolutePath().toString(), options.folders(), Input.NEW);
            build.run(Ids.SAME);
            return new RestoredProcess(stub.inner(), shelter, ports, stub.losses(), System.nanoTime() - start);
        });
    }

    /**
     * Makes a process of a checkpoint that never runs, and of which others are made fast.
     *
     * @throws RestoreException if a file that was mapped has changed or is gone
     * @throws dev.backstep.linux.SyscallException if the machine does not allow it: see {@link Capabilities}
     */
    public Template template(Checkpoint checkpoint, RestoreOptions.Privilege privilege) {
        Stub stub = Stub.start();
        RestoreOptions options = RestoreOptions.to(Path.of("/dev/null")).with(privilege);
        return build(stub, checkpoint, options, (build, shelter) -> new NamespaceTemplate(shelter, checkpoint.process(),
                stub.inner(), build.park()));
    }

    private <T> T build(Stub stub, Checkpoint checkpoint, RestoreOptions options, Completion<T> completion) {
        TracerThread tracer = new TracerThread(PATIENCE);
        Shelter shelter = new Shelter(tracer, stub::destroy, tracer::close);
        try {
            ProcessState process = checkpoint.process();
            checkFiles(process, options.logs());
            return tracer.call(ptrace -> {
                stub.build(ptrace, options.privilege(), process.pid(), process.monotonicNanos(), options.folders());
                stub.execute(process);
                try (ProcessBuild build = ProcessBuild.of(ptrace, stub.inner(), process)) {
                    build.memory(checkpoint.pages(), file.toAbsolutePath().toString(), options.loading());
                    build.layoutAndSignals();
                    return completion.complete(build, shelter);
                }
            });
        } catch (RuntimeException e) {
            stub.kill();
            tracer.close();
            stub.reap();
            throw e;
        }
    }

    private static void checkFiles(ProcessState process, Set<Path> logs) {
        for (MappingState state : process.mappings()) {
            if (state.backing() != Backing.FILE) {
                continue;
            }
            String path = state.mapping().path();
            if (!Files.exists(Path.of(path)) || !logs.contains(Path.of(path)) && !FileIdentity.of(path).equals(state.file())) {
                throw new RestoreException(path + " has changed since the checkpoint, which needs it as it was");
            }
        }
    }
}
