package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Spawner;
import dev.backstep.linux.Stop;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A live process made from a checkpoint. It runs by itself, and as long as this is not closed: closing, and the end of
 * this JVM, ends it and all processes that it has started.
 */
public final class RestoredProcess implements AutoCloseable {
    /** Field 52 of {@code /proc/PID/stat}, the third being the first: proc_pid_stat(5). The process stays a zombie. */
    private static final int EXIT_CODE_INDEX = 49;

    private final int pid;
    private final Shelter shelter;
    private final Map<Integer, Integer> ports;
    private final List<String> losses;
    private final long restoreNanos;
    private boolean closed;

    /**
     * Made by whoever made the process.
     *
     * @param shelter has a user for this process, who leaves with it; null if it needs none
     */
    RestoredProcess(int pid, Shelter shelter, Map<Integer, Integer> ports, List<String> losses, long restoreNanos) {
        this.pid = pid;
        this.shelter = shelter;
        this.ports = Map.copyOf(ports);
        this.losses = List.copyOf(losses);
        this.restoreNanos = restoreNanos;
    }

    /** Its process id as this machine sees it; it knows itself by the one it had. */
    public int pid() {
        return pid;
    }

    public boolean isAlive() {
        return new ProcFiles(pid).isAlive();
    }

    /** Of one that has ended by itself, before it was closed: 128 + N if signal N ended it. -1 if that is not known. */
    public int exitStatus() {
        try {
            String[] stat = new ProcFiles(pid).stat();
            return new Stop(Integer.parseInt(stat[EXIT_CODE_INDEX])).exitStatus();
        } catch (UncheckedIOException e) {
            return -1;   // it has been closed
        }
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

    /** What must live as long as any process of its namespaces; null if there is nothing. */
    Shelter shelter() {
        return shelter;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Spawner.kill(pid, Spawner.SIGKILL);
            if (shelter != null) {
                shelter.leave();
            }
            Spawner.reap(pid);   // if it is our child
        }
    }
}
