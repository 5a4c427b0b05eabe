package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Chains, combinations, races and time-outs of futures. */
@Debuggee
public final class CompletableFutures {
    private static int shared;

    private CompletableFutures() {
    }

    public static void main(String[] arguments) {
        List<CompletableFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            futures.add(CompletableFuture.supplyAsync(() -> step(number)).thenApplyAsync(value -> value + shared++)
                    .thenCombine(CompletableFuture.supplyAsync(() -> step(-number)), Integer::sum));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
        System.out.println(CompletableFuture.anyOf(futures.toArray(CompletableFuture[]::new)).join());
        all.join();
        int digest = 1;
        for (CompletableFuture<Integer> future : futures) {
            digest = digest * 31 + future.join();
        }
        System.out.println(digest);
        System.out.println(new CompletableFuture<String>().completeOnTimeout("too late", 2, TimeUnit.MILLISECONDS).join());
        try {
            new CompletableFuture<String>().orTimeout(1, TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            System.out.println(e);
        }
        System.out.println(CompletableFuture.supplyAsync(() -> 1 / (shared - shared)).exceptionally(Throwable::hashCode).join() != 0);
        System.out.println(CompletableFuture.supplyAsync(() -> "later", CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)).join());
        Trace.print();
    }

    private static int step(int number) {
        Trace.add(number);
        return shared++;
    }
}
