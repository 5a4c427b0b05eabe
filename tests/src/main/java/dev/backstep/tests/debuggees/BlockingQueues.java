package dev.backstep.tests.debuggees;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Producers and consumers on every blocking queue there is. */
@Debuggee
public final class BlockingQueues {
    private record Parcel(long dueNanos) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(dueNanos, ((Parcel) other).dueNanos);
        }
    }

    private BlockingQueues() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<BlockingQueue<Integer>> queues = List.of(new ArrayBlockingQueue<>(3), new LinkedBlockingQueue<>(5), new LinkedBlockingDeque<>(2),
                new PriorityBlockingQueue<>(), new SynchronousQueue<>(), new SynchronousQueue<>(true), new LinkedTransferQueue<>());
        for (BlockingQueue<Integer> queue : queues) {
            Work.inThreads(4, index -> {
                for (int i = 0; i < 150; i++) {
                    if (index < 2) {
                        queue.put(index * 1_000 + i);
                    } else {
                        Integer value = queue.poll(200, TimeUnit.MICROSECONDS);
                        Trace.add(value == null ? queue.take() : -value);
                    }
                }
            });
            System.out.println(queue.getClass().getSimpleName() + " " + queue.size() + " " + queue.poll());
        }
        DelayQueue<Parcel> parcels = new DelayQueue<>();
        for (int i = 0; i < 10; i++) {
            parcels.add(new Parcel(System.nanoTime() + (10 - i) * 300_000));
        }
        for (int i = 0; i < 10; i++) {
            Trace.add(parcels.take().dueNanos());
        }
        Trace.print();
    }
}
