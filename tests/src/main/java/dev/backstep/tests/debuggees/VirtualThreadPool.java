package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;

/** A virtual thread for each task: sleeping, handing over, being interrupted, with thread locals. */
@Debuggee
public final class VirtualThreadPool {
    private static final ThreadLocal<Integer> LOCAL = ThreadLocal.withInitial(() -> 0);

    private VirtualThreadPool() {
    }

    public static void main(String[] arguments) throws Exception {
        SynchronousQueue<Integer> handover = new SynchronousQueue<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    LOCAL.set(number);
                    Thread.sleep(number % 4);
                    if (number % 2 == 0) {
                        handover.put(number);
                        return LOCAL.get();
                    }
                    return handover.take() * 1_000 + LOCAL.get();
                }));
            }
            long digest = 1;
            for (Future<Integer> future : futures) {
                digest = digest * 31 + future.get();
            }
            System.out.println(digest);
        }
        Thread sleeper = Thread.ofVirtual().name("sleeper").start(() -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                System.out.println(Thread.currentThread() + " " + e);
            }
        });
        sleeper.interrupt();
        sleeper.join();
    }
}
