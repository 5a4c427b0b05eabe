package dev.backstep.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The replaying JVM and the temporary folder beside it. Both are gone when this is closed or when we are told to end: nobody waits
 * for a replay that lost its reader.
 */
public final class ReplayProcess implements AutoCloseable {
    private final ReplayFolder folder;
    private final Thread hook = new Thread(this::end);
    private Process process;    // protected by this; null until it starts
    private boolean ended;      // protected by this

    /** @throws IOException if there is no room for temporary files */
    public ReplayProcess() throws IOException {
        this(ReplayFolder.create());
    }

    /** @param folder becomes ours */
    public ReplayProcess(ReplayFolder folder) throws IOException {
        this.folder = folder;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            folder.close();
            throw new IOException("interrupted", e);
        }
    }

    public ReplayFolder folder() {
        return folder;
    }

    /** Makes a process. */
    public interface Starter {
        Process start() throws IOException;
    }

    /** @throws IOException if it cannot be started, or we are told to end */
    public synchronized Process start(Starter starter) throws IOException {
        if (ended) {
            throw new IOException("interrupted");
        }
        process = starter.start();
        return process;
    }

    /**
     * Waits for the end of the JVM.
     *
     * @return its exit status; empty if the time is over
     */
    public Optional<Integer> await(Optional<Duration> timeout) throws IOException {
        Process waited;
        synchronized (this) {
            waited = process;
        }
        try {
            if (timeout.isPresent() && !waited.waitFor(timeout.get().toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            int status = waited.waitFor();
            synchronized (this) {
                while (ended) {
                    wait();     // the hook has killed it, and the process we are in ends now: nothing is left to be said
                }
            }
            return Optional.of(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Whether it was ended from here, by {@link #close} or because we are told to end. */
    public synchronized boolean wasEnded() {
        return ended;
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            if (process != null) {
                process.destroyForcibly().waitFor();
            }
            folder.delete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already, and finds nothing to do
        }
    }
}
