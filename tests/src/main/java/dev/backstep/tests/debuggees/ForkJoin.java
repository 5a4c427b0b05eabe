package dev.backstep.tests.debuggees;

import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/** Fork/join, in the common pool and in one of its own, with managed blocking. */
@Debuggee
public final class ForkJoin {
    private static int shared;

    private static final class Sum extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;
        private final int from;
        private final int to;

        Sum(int from, int to) {
            this.from = from;
            this.to = to;
        }

        @Override
        protected Long compute() {
            if (to - from < 50) {
                Trace.add(from);
                long sum = 0;
                for (int i = from; i < to; i++) {
                    sum += i + shared++;
                }
                return sum;
            }
            int middle = (from + to) >>> 1;
            Sum left = new Sum(from, middle);
            left.fork();
            return new Sum(middle, to).compute() + left.join();
        }
    }

    private static final class Count extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final int depth;

        Count(CountedCompleter<?> parent, int depth) {
            super(parent);
            this.depth = depth;
        }

        @Override
        public void compute() {
            if (depth > 0) {
                addToPendingCount(2);
                new Count(this, depth - 1).fork();
                new Count(this, depth - 1).fork();
            }
            Trace.add(shared++);
            propagateCompletion();
        }
    }

    private ForkJoin() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(ForkJoinPool.commonPool().invoke(new Sum(0, 20_000)));
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            System.out.println(pool.submit(new Sum(0, 10_000)).join());
            pool.invoke(new Count(null, 7));
            Object lock = new Object();
            pool.submit(() -> {
                synchronized (lock) {
                    lock.wait(5);
                }
                return null;
            }).join();
        }
        System.out.println(shared);
        Trace.print();
    }
}
