package dev.backstep.checkpoint;

import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A process all of whose threads are stopped; closing lets them run. Belongs to a tracer thread. */
final class FrozenProcess implements AutoCloseable {
    private final Ptrace ptrace;
    private final int pid;
    private final Set<Integer> stopped = new LinkedHashSet<>();
    private final Map<Integer, ThreadName> names = new HashMap<>();
    private long sinceNanos;

    private FrozenProcess(Ptrace ptrace, int pid) {
        this.ptrace = ptrace;
        this.pid = pid;
    }

    /**
     * Stops all threads.
     *
     * @throws ProcessNotSupportedException if the process is gone
     * @throws IllegalStateException if a thread does not stop in time; then all run
     */
    static FrozenProcess freeze(Ptrace ptrace, int pid) {
        FrozenProcess frozen = new FrozenProcess(ptrace, pid);
        try {
            frozen.stopAll();
        } catch (RuntimeException e) {
            // Threads that we seized but that have not stopped are let go when the tracer thread ends.
            frozen.close();
            throw e;
        }
        return frozen;
    }

    /**
     * Running threads may start others meanwhile; it is over when a look finds no new one. What a thread is called is asked before
     * it is seized: from then on it would stand still at its next signal, and a JVM has many.
     */
    private void stopAll() {
        ProcFiles proc = new ProcFiles(pid);
        while (true) {
            List<Integer> there = proc.tasks().stream().filter(tid -> !stopped.contains(tid) && name(proc, tid)).toList();
            if (sinceNanos == 0) {
                sinceNanos = System.nanoTime();
            }
            List<Integer> fresh = new ArrayList<>();
            for (int tid : there) {
                if (ptrace.seize(tid, 0)) {
                    ptrace.interrupt(tid);
                    fresh.add(tid);
                }
            }
            for (int tid : fresh) {
                if (ptrace.awaitInterrupted(tid)) {
                    stopped.add(tid);
                }
            }
            if (fresh.isEmpty()) {
                break;
            }
        }
        if (!stopped.contains(pid)) {
            throw new ProcessNotSupportedException(pid, "it has ended, or its main thread has");
        }
    }

    /** @return false if there is no such thread any more */
    private boolean name(ProcFiles proc, int tid) {
        try {
            names.put(tid, ThreadName.of(proc, tid));
            return true;
        } catch (UncheckedIOException e) {
            if (proc.tasks().contains(tid)) {
                throw e;
            }
            return false;
        }
    }

    /** Thread ids, the main thread first: when ids begin again from below, those of others are smaller. */
    List<Integer> threads() {
        List<Integer> threads = new ArrayList<>(stopped);
        threads.remove((Integer) pid);
        threads.addFirst(pid);
        return threads;
    }

    /** Of each thread. */
    Map<Integer, ThreadName> names() {
        return names;
    }

    /** When its first thread was told to stop: {@link System#nanoTime}. */
    long sinceNanos() {
        return sinceNanos;
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        for (int tid : stopped) {
            try {
                ptrace.detach(tid);
            } catch (RuntimeException e) {
                failure = e;   // the others first
            }
        }
        stopped.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
