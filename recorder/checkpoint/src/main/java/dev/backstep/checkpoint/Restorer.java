package dev.backstep.checkpoint;

import dev.backstep.linux.Ptrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Makes processes of a checkpoint, as many as wanted, also at the same time. Any thread may call it. */
public final class Restorer {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CheckpointSet file;

    public Restorer(CheckpointSet file) {
        this.file = file;
    }

    /**
     * Restores one of the file's checkpoints. The process runs when this returns.
     *
     * @throws RestoreException if a file that was mapped has changed or is gone
     * @throws dev.backstep.linux.SyscallException if the machine does not allow it: see {@link Capabilities}
     */
    public RestoredProcess restore(Checkpoint checkpoint, RestoreOptions options) {
        long start = System.nanoTime();
        checkFiles(checkpoint.process());
        Stub stub = Stub.start();
        TracerThread tracer = new TracerThread(PATIENCE);
        try {
            Map<Integer, Integer> ports = tracer.call(ptrace -> build(ptrace, stub, checkpoint, options));
            return new RestoredProcess(tracer, stub, ports, stub.losses(), System.nanoTime() - start);
        } catch (RuntimeException e) {
            stub.kill();
            tracer.close();
            stub.reap();
            throw e;
        }
    }

    /** @return the ports */
    private Map<Integer, Integer> build(Ptrace ptrace, Stub stub, Checkpoint checkpoint, RestoreOptions options) {
        ProcessState process = checkpoint.process();
        stub.build(ptrace, options.privilege(), process.pid(), process.monotonicNanos());
        stub.execute(process);
        try (ProcessBuild build = new ProcessBuild(ptrace, stub.inner(), process)) {
            build.memory(checkpoint.pages(), file.file().toAbsolutePath().toString());
            build.layoutAndSignals();
            Map<Integer, Integer> ports = build.descriptors(options.output().toAbsolutePath().toString());
            List<Integer> threads = build.threads();
            build.registers(threads);
            threads.forEach(ptrace::detach);
            return ports;
        }
    }

    private static void checkFiles(ProcessState process) {
        for (MappingState state : process.mappings()) {
            if (state.backing() != Backing.FILE) {
                continue;
            }
            String path = state.mapping().path();
            if (!Files.exists(Path.of(path)) || !FileIdentity.of(path).equals(state.file())) {
                throw new RestoreException(path + " has changed since the checkpoint, which needs it as it was");
            }
        }
    }
}
