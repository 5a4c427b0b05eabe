package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import java.util.List;
import java.util.Map;

/**
 * A live process made from a checkpoint. It runs by itself, and as long as this is not closed: closing, and the end of
 * this JVM, ends it and all processes that it has started.
 */
public final class RestoredProcess implements AutoCloseable {
    private final TracerThread tracer;
    private final Stub stub;
    private final Map<Integer, Integer> ports;
    private final List<String> losses;
    private final long restoreNanos;
    private boolean closed;

    RestoredProcess(TracerThread tracer, Stub stub, Map<Integer, Integer> ports, List<String> losses, long restoreNanos) {
        this.tracer = tracer;
        this.stub = stub;
        this.ports = Map.copyOf(ports);
        this.losses = List.copyOf(losses);
        this.restoreNanos = restoreNanos;
    }

    /** Its process id as this machine sees it; it knows itself by the one it had. */
    public int pid() {
        return stub.inner();
    }

    public boolean isAlive() {
        return new ProcFiles(pid()).isAlive();
    }

    /** From the TCP ports that it listened on to those that it listens on now, on the loopback interface. */
    public Map<Integer, Integer> ports() {
        return ports;
    }

    /** What this machine did not allow, for people. See also {@link Checkpoint#losses()}. */
    public List<String> losses() {
        return losses;
    }

    /** How long it took until it ran. */
    public long restoreNanos() {
        return restoreNanos;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try (tracer) {
                tracer.call(_ -> {
                    stub.destroy();
                    return null;
                });
            }
        }
    }
}
