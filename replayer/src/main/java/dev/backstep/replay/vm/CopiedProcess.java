package dev.backstep.replay.vm;

import dev.backstep.checkpoint.ForkCapture;
import dev.backstep.checkpoint.RestoredProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The process of a JVM that was made of a template. Its parent is a process that waits for nobody, so we look now and then. */
final class CopiedProcess extends Process {
    private static final int LOOK_MILLIS = 2;

    private final RestoredProcess process;
    private final Path home;
    private final Runnable after;

    /** @param home the folder that the JVM believes to have */
    CopiedProcess(RestoredProcess process, Path home) {
        this(process, home, () -> { });
    }

    /** @param after is done when the process has been ended by us */
    CopiedProcess(RestoredProcess process, Path home, Runnable after) {
        this.process = process;
        this.home = home;
        this.after = after;
    }

    Path home() {
        return home;
    }

    ForkCapture forks() {
        return ForkCapture.of(process);
    }

    /** Replays have no sockets of the program, so what listens is the debug agent. */
    int port() {
        return process.ports().values().stream().findFirst()
                .orElseThrow(() -> new IllegalStateException("the replaying JVM has no debug agent"));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public int waitFor() throws InterruptedException {
        while (isAlive()) {
            Thread.sleep(LOOK_MILLIS);
        }
        return exitValue();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        while (isAlive()) {
            if (System.nanoTime() - start > unit.toNanos(timeout)) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("process " + pid() + " has not ended");
        }
        return process.exitStatus();
    }

    @Override
    public void destroy() {
        process.close();
        after.run();
    }

    @Override
    public Process destroyForcibly() {
        destroy();
        return this;
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }
}
