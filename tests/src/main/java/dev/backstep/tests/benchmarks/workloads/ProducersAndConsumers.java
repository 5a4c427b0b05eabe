package dev.backstep.tests.benchmarks.workloads;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Two threads that put and two that take, through a short queue. */
public final class ProducersAndConsumers implements Workload {
    private static final int COUNT = 20_000;

    @Override
    public long round() throws InterruptedException {
        BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(100);
        AtomicLong sum = new AtomicLong();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> {
                try {
                    for (int j = 0; j < COUNT; j++) {
                        if (number < 2) {
                            queue.put(j);
                        } else {
                            sum.addAndGet(queue.take());
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return sum.get();
    }
}
