package dev.backstep.replay.follow;

import dev.backstep.linux.EventCounter;
import dev.backstep.replay.vm.ReplayVm;
import java.util.concurrent.locks.LockSupport;

/** Ends the run of a replay as soon as it has missed the cache so and so often since the checkpoint before. */
final class CacheMisses implements AutoCloseable {
    private static final long LOOK_NANOS = 5_000_000;

    private final ReplayVm vm;
    private final long every;
    private final EventCounter counter;
    private final Thread watch = Thread.ofPlatform().daemon().name("backstep cache misses").unstarted(this::watch);
    private volatile boolean closed;
    private volatile long next;

    /** @throws dev.backstep.linux.SyscallException if this machine has no counters of them */
    CacheMisses(ReplayVm vm, long every, EventCounter.Kind kind) {
        this.vm = vm;
        this.every = every;
        counter = new EventCounter((int) vm.pid(), kind);
        next = every;
        watch.start();
    }

    private void watch() {
        while (!closed) {
            if (areDue()) {
                vm.pause();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether there have been enough of them. */
    boolean areDue() {
        return counter.count() >= next;
    }

    /** A checkpoint was taken here. */
    void taken() {
        next = counter.count() + every;
    }

    @Override
    public void close() {
        closed = true;
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        counter.close();
    }
}
