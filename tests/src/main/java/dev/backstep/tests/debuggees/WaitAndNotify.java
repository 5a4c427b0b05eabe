package dev.backstep.tests.debuggees;

import java.util.ArrayDeque;
import java.util.Queue;

/** Producers and consumers with wait and notify. */
@Debuggee
public final class WaitAndNotify {
    private static final Queue<Integer> QUEUE = new ArrayDeque<>();

    private WaitAndNotify() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Work.inThreads(5, index -> {
            for (int i = 0; i < (index < 3 ? 800 : 1_200); i++) {
                if (index < 3) {
                    put(index * 10_000 + i);
                } else {
                    Trace.add(take());
                }
            }
        });
        try {
            QUEUE.notify();
        } catch (IllegalMonitorStateException e) {
            System.out.println(e);
        }
        System.out.println(QUEUE.size() + " left");
        Trace.print();
    }

    private static void put(int value) throws InterruptedException {
        synchronized (QUEUE) {
            while (QUEUE.size() > 5) {
                QUEUE.wait();
            }
            QUEUE.add(value);
            QUEUE.notifyAll();
        }
    }

    private static int take() throws InterruptedException {
        synchronized (QUEUE) {
            while (QUEUE.isEmpty()) {
                QUEUE.wait(1, 500);
            }
            int value = QUEUE.remove();
            QUEUE.notifyAll();
            return value;
        }
    }
}
