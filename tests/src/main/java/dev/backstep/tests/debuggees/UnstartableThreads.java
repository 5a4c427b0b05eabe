package dev.backstep.tests.debuggees;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that cannot be made, by themselves and in a pool, between others that can. */
@Debuggee(output = Debuggee.Output.SAME, vmOptions = "-Xlog:disable")
public final class UnstartableThreads {
    /** More than there are addresses. */
    private static final long TOO_LARGE_BYTES = 1L << 50;

    private UnstartableThreads() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(null, () -> System.out.println("never"), "large", TOO_LARGE_BYTES);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                System.out.println(e.getMessage() + " " + e.getStackTrace()[0] + " " + thread.getState() + " " + thread.isAlive());
            }
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                System.out.println("again: " + e.getMessage());
            }
            Thread next = new Thread(() -> System.out.println(Thread.currentThread().getName()), "small");
            next.start();
            next.join();
        }
        inPool();
    }

    private static void inPool() throws InterruptedException {
        try (ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(null, task, "large", TOO_LARGE_BYTES))) {
            System.out.println(pool.submit(() -> 1).get(1, TimeUnit.SECONDS));
        } catch (OutOfMemoryError | ExecutionException | TimeoutException e) {
            System.out.println(e);
        }
    }
}
