package dev.backstep.checkpoint;

import dev.backstep.linux.ChildProcess;
import dev.backstep.linux.PolledProcess;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.Spawner;
import dev.backstep.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A process that we start and stay attached to, only to be there when a signal ends it: then its last moment becomes a
 * checkpoint. It runs as if we were not there; what that costs is two switches of processes for each signal that it gets and
 * for each thread that it starts or that ends. If we are killed, it runs on. Nobody else can trace it (strace, gdb) meanwhile.
 *
 * <p>A process that is killed stands still until its memory is written; SIGKILL does not hasten that. Any thread may call this.
 */
public final class CrashWatch extends PolledProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SIGTERM = 15;
    /** Exit statuses above this tell of a signal. */
    private static final int SIGNALED = 128;

    private final CompletableFuture<Integer> started = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final Path target;
    private final Supplier<Mark> mark;
    private volatile Checkpoint checkpoint;
    private volatile String problem;

    private CrashWatch(Path target, Supplier<Mark> mark) {
        this.target = target;
        this.mark = mark;
    }

    /**
     * Starts a process.
     *
     * @param target the pack to make if it dies; what is there is replaced then
     * @param mark   is asked then where in the recording that is
     * @throws IOException if it cannot be started
     */
    public static CrashWatch start(ProcessBuilder builder, Path target, Supplier<Mark> mark) throws IOException {
        CrashWatch watch = new CrashWatch(target, mark);
        Thread.ofPlatform().daemon().name("backstep crash watch").start(() -> watch.run(builder));
        try {
            watch.started.join();
            return watch;
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** On the thread that starts, traces and awaits it. */
    private void run(ProcessBuilder builder) {
        int pid;
        try {
            pid = ChildProcess.spawn(builder);
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
            return;
        }
        started.complete(pid);
        try (Ptrace ptrace = new Ptrace(PATIENCE)) {
            ended.complete(new CrashTracer(ptrace, pid, dying -> store(ptrace, dying)).awaitEnd());
        } catch (RuntimeException e) {
            boolean hadEnded = !new ProcFiles(pid).isAlive();      // by itself, before we were attached
            if (!hadEnded) {
                problem = e.getMessage();
            }
            // What is still traced runs on when this thread ends.
            Thread.ofPlatform().daemon().name("backstep reaper").start(() -> reap(pid, hadEnded, e.getMessage()));
        }
    }

    private void reap(int pid, boolean hadEnded, String obstacle) {
        int status = Spawner.reap(pid);
        if (hadEnded && status > SIGNALED) {
            problem = obstacle;
        }
        ended.complete(status);
    }

    private void store(Ptrace ptrace, DyingProcess dying) {
        try {
            checkpoint = dying.store(ptrace, mark.get(), target);
        } catch (IOException | RuntimeException e) {
            problem = e.getMessage();
        }
    }

    /** What was captured, if it has died and that worked. */
    public Optional<Checkpoint> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    /** Why nothing can be, or could be, captured. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public long pid() {
        return started.join();
    }

    @Override
    public boolean isAlive() {
        return !ended.isDone();
    }

    @Override
    public int waitFor() throws InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        try {
            ended.get(timeout, unit);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    protected int exitStatus() {
        return ended.join();
    }

    @Override
    public void destroy() {
        signal(SIGTERM);
    }

    @Override
    public Process destroyForcibly() {
        signal(Spawner.SIGKILL);
        return this;
    }

    /** Its id is not given to another one before we have waited for it; what comes in between does no harm. */
    private void signal(int number) {
        if (isAlive() && new ProcFiles((int) pid()).isAlive()) {
            try {
                Spawner.kill((int) pid(), number);
            } catch (SyscallException e) {
                // it has become another user's, by a program that may do so: not ours to end
            }
        }
    }
}
