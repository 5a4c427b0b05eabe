package dev.backstep.linux;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A process whose end nobody tells us: whoever waits looks now and then. It has no streams of ours. */
public abstract class PolledProcess extends Process {
    private static final long SOON_NANOS = 200_000;
    private static final long LATER_NANOS = 5_000_000;
    private static final int SOON_LOOKS = 50;

    @Override
    public abstract boolean isAlive();

    @Override
    public int waitFor() throws InterruptedException {
        while (!waitFor(1, TimeUnit.DAYS)) {
            // still not
        }
        return exitValue();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        for (int looks = 0; isAlive(); looks++) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - start > unit.toNanos(timeout)) {
                return false;
            }
            LockSupport.parkNanos(looks < SOON_LOOKS ? SOON_NANOS : LATER_NANOS);
        }
        return true;
    }

    /** The exit status; 128 + N if signal N ended it. */
    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("process " + pid() + " has not ended");
        }
        return exitStatus();
    }

    /** Asked only when it has ended. */
    protected abstract int exitStatus();

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
