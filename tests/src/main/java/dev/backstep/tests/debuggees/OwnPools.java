package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools that a program builds itself: short queues, rejections that run in the caller, threads and tasks of its own classes. */
@Debuggee
public final class OwnPools {
    private static int shared;

    /** Runs each task at once, in the caller. */
    private static final class Direct extends AbstractExecutorService {
        private boolean over;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> task) {
            return new FutureTask<>(task);
        }

        @Override
        public void shutdown() {
            over = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            over = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return over;
        }

        @Override
        public boolean isTerminated() {
            return over;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return over;
        }
    }

    private static final class Worker extends ForkJoinWorkerThread {
        Worker(ForkJoinPool pool) {
            super(pool);
            setName("worker of our own " + getPoolIndex());
        }

        @Override
        protected void onStart() {
            super.onStart();
            Trace.add(shared++);
        }
    }

    private static final class Fill extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final int[] numbers;
        private final int from;
        private final int to;

        Fill(int[] numbers, int from, int to) {
            this.numbers = numbers;
            this.from = from;
            this.to = to;
        }

        @Override
        protected void compute() {
            if (to - from < 200) {
                for (int i = from; i < to; i++) {
                    numbers[i] = shared++;
                }
            } else {
                int middle = (from + to) >>> 1;
                invokeAll(new Fill(numbers, from, middle), new Fill(numbers, middle, to));
            }
        }
    }

    private OwnPools() {
    }

    public static void main(String[] arguments) throws Exception {
        AtomicInteger rejected = new AtomicInteger();
        ThreadFactory threads = Thread.ofPlatform().name("own-", 0).factory();
        RejectedExecutionHandler inCaller = (task, _) -> {
            rejected.incrementAndGet();
            task.run();
        };
        try (ThreadPoolExecutor pool = new ThreadPoolExecutor(2, 4, 5, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(3), threads, inCaller)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                futures.add(pool.submit(() -> work(number)));
            }
            for (Future<Integer> future : futures) {
                Trace.add(future.get());
            }
            System.out.println(rejected + " rejected, largest " + pool.getLargestPoolSize() + ", done " + pool.getCompletedTaskCount());
        }
        timers(threads);
        try (ForkJoinPool pool = new ForkJoinPool(3, Worker::new, null, true)) {
            int[] numbers = new int[5_000];
            pool.invoke(new Fill(numbers, 0, numbers.length));
            for (int i = 0; i < numbers.length; i += 100) {
                Trace.add(numbers[i]);
            }
        }
        Executor direct = new Direct();
        direct.execute(() -> Trace.add(work(7)));
        System.out.println(((Direct) direct).submit(() -> work(8)).get());
        Trace.print();
    }

    private static void timers(ThreadFactory threads) throws InterruptedException, ExecutionException {
        try (ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(2, threads)) {
            timers.setRemoveOnCancelPolicy(true);
            Future<?> often = timers.scheduleAtFixedRate(() -> Trace.add(work(1)), 1, 1, TimeUnit.MILLISECONDS);
            Future<Integer> once = timers.schedule(() -> work(2), 20, TimeUnit.MILLISECONDS);
            System.out.println(once.get() + " " + (once instanceof RunnableScheduledFuture<?> again && again.isPeriodic()));
            often.cancel(false);
            try {
                often.get();
            } catch (CancellationException e) {
                System.out.println("cancelled after some rounds " + timers.getQueue().size());
            }
        }
    }

    private static int work(int number) {
        int sum = number;
        for (int i = 0; i < 200; i++) {
            sum += shared++ * 31;
        }
        return sum;
    }
}
