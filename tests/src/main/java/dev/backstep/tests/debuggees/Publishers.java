package dev.backstep.tests.debuggees;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Publishers and subscribers with back pressure: who is behind loses items, and how many depends on the interleaving. */
@Debuggee
public final class Publishers {
    private static final class Reader implements Flow.Subscriber<Integer> {
        private final int number;
        private final int batch;
        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private Flow.Subscription subscription;
        private long digest;
        private int left;

        Reader(int number, int batch) {
            this.number = number;
            this.batch = batch;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            left = batch;
            subscription.request(batch);
        }

        @Override
        public void onNext(Integer item) {
            digest = digest * 31 + item;
            Trace.add(item * 10L + number);
            if (--left == 0) {
                left = batch;
                subscription.request(batch);
            }
        }

        @Override
        public void onError(Throwable problem) {
            result.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            result.complete(digest);
        }
    }

    private Publishers() {
    }

    public static void main(String[] arguments) throws Exception {
        Reader fast = new Reader(1, 50);
        Reader slow = new Reader(2, 1);
        int dropped = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            Executor executor = pool;
            try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(executor, 4)) {
                publisher.subscribe(fast);
                publisher.subscribe(slow);
                for (int i = 0; i < 500; i++) {
                    if (i % 2 == 0) {
                        publisher.submit(i);
                    } else {
                        int[] lost = new int[1];
                        publisher.offer(i, (_, _) -> {
                            lost[0]++;
                            return false;
                        });
                        dropped += lost[0];
                    }
                }
            }
            CompletionStage<Long> both = fast.result.thenCombine(slow.result, Long::sum);
            System.out.println(both.toCompletableFuture().get() + " dropped " + dropped);
        }
        Trace.print();
    }
}
