package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Executors of all kinds: results, failures, cancellation, rejection, shutdown. */
@Debuggee
public final class ThreadPools {
    private static int shared;

    private ThreadPools() {
    }

    public static void main(String[] arguments) throws Exception {
        ExecutorService fixed = Executors.newFixedThreadPool(4);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            futures.add(fixed.submit(() -> work(number)));
        }
        long sum = 0;
        for (Future<Integer> future : futures) {
            sum = sum * 31 + future.get();
        }
        System.out.println(sum + " " + fixed);
        System.out.println(fixed.invokeAny(List.<Callable<Integer>>of(() -> work(1), () -> work(2), () -> work(3))));
        failures(fixed);
        System.out.println(fixed.awaitTermination(10, TimeUnit.SECONDS));
        try (ExecutorService cached = Executors.newCachedThreadPool(); ExecutorService stealing = Executors.newWorkStealingPool();
                ExecutorService single = Executors.newSingleThreadExecutor()) {
            CompletionService<Integer> completion = new ExecutorCompletionService<>(cached);
            for (int i = 0; i < 20; i++) {
                int number = i;
                completion.submit(() -> work(number));
                stealing.submit(() -> work(number));
                single.submit(() -> work(number));
            }
            for (int i = 0; i < 20; i++) {
                Trace.add(completion.take().get());
            }
        }
        Trace.print();
    }

    private static void failures(ExecutorService fixed) throws InterruptedException {
        Future<?> endless = fixed.submit(() -> {
            Thread.sleep(60_000);
            return 0;
        });
        try {
            endless.get(2, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.out.println(e + " " + endless.cancel(true) + " " + endless.isCancelled());
        }
        try {
            fixed.submit(() -> {
                throw new IllegalStateException("broken");
            }).get();
        } catch (ExecutionException e) {
            System.out.println(e);
        }
        fixed.shutdown();
        try {
            fixed.execute(() -> work(1));
        } catch (RejectedExecutionException e) {
            System.out.println("rejected " + fixed.isShutdown());
        }
    }

    private static int work(int number) {
        int sum = number;
        for (int i = 0; i < 300; i++) {
            sum += shared++ * 31;
        }
        Trace.add(sum);
        return sum;
    }
}
