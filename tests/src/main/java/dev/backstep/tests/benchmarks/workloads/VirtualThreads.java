package dev.backstep.tests.benchmarks.workloads;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** A thousand virtual threads, each of which takes a lock and ends. */
public final class VirtualThreads implements Workload {
    private static final int COUNT = 1_000;

    @Override
    public long round() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        AtomicLong sum = new AtomicLong();
        CountDownLatch ended = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int number = i;
            Thread.startVirtualThread(() -> {
                lock.lock();
                try {
                    sum.addAndGet(number);
                } finally {
                    lock.unlock();
                }
                ended.countDown();
            });
        }
        ended.await();
        return sum.get();
    }
}
