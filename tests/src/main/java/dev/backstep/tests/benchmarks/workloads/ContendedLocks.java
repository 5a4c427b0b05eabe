package dev.backstep.tests.benchmarks.workloads;

import java.util.concurrent.locks.ReentrantLock;

/** Four threads that all want the same monitor and the same lock. */
public final class ContendedLocks implements Workload {
    private final ReentrantLock lock = new ReentrantLock();
    private long monitorCount;
    private long lockCount;

    @Override
    public long round() throws InterruptedException {
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(this::work);
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return monitorCount + lockCount;
    }

    private void work() {
        for (int i = 0; i < 100_000; i++) {
            synchronized (this) {
                monitorCount++;
            }
            lock.lock();
            try {
                lockCount++;
            } finally {
                lock.unlock();
            }
        }
    }
}
