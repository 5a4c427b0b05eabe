package dev.backstep.tests.debuggees;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.StructureViolationException;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;

/** Queues with two ends, queues that hand over, sets under four threads, and a scope that is closed in the wrong order. */
@Debuggee(vmOptions = "--enable-preview")
public final class WorkQueues {
    private WorkQueues() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        BlockingDeque<Integer> deque = new LinkedBlockingDeque<>(8);
        TransferQueue<Integer> transfers = new LinkedTransferQueue<>();
        ConcurrentSkipListSet<Integer> sorted = new ConcurrentSkipListSet<>();
        CopyOnWriteArraySet<Integer> copied = new CopyOnWriteArraySet<>();
        Work.inThreads(4, index -> {
            for (int i = 0; i < 150; i++) {
                if (index < 2) {
                    deque.offerFirst(index * 1_000 + i, 1, TimeUnit.MILLISECONDS);
                    Trace.add(transfers.tryTransfer(i, 500, TimeUnit.MICROSECONDS) ? i : -i);
                } else {
                    Integer stolen = deque.pollLast(1, TimeUnit.MILLISECONDS);
                    Trace.add(stolen == null ? -1 : stolen);
                    Integer handed = transfers.poll(1, TimeUnit.MILLISECONDS);
                    Trace.add(handed == null ? -2 : handed + transfers.getWaitingConsumerCount());
                }
                sorted.add(i * (index + 1) % 97);
                Trace.add(sorted.pollFirst() + copied.size());
                copied.add(i % 20 + index);
            }
        });
        System.out.println(deque.size() + " " + sorted.hashCode() + " " + copied);
        try {
            closedInTheWrongOrder();
        } catch (StructureViolationException e) {
            System.out.println(e.getClass().getName());
        }
        Trace.print();
    }

    private static void closedInTheWrongOrder() {
        StructuredTaskScope<Object, Void> outer = StructuredTaskScope.open();
        StructuredTaskScope<Object, Void> inner = StructuredTaskScope.open();
        try {
            outer.close();
        } finally {
            inner.close();
        }
    }
}
