package dev.backstep.tests.debuggees;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Threads in a ring that pass a token by unpark. */
@Debuggee
public final class ParkAndUnpark {
    private static final int THREAD_COUNT = 5;
    private static final Thread[] RING = new Thread[THREAD_COUNT];
    private static final AtomicInteger TOKEN = new AtomicInteger(-1);

    private ParkAndUnpark() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (int i = 0; i < THREAD_COUNT; i++) {
            int index = i;
            RING[i] = Work.start("ring-" + i, () -> pass(index));
        }
        LockSupport.unpark(Thread.currentThread());
        LockSupport.park();
        TOKEN.set(0);
        LockSupport.unpark(RING[0]);
        for (Thread thread : RING) {
            thread.join();
        }
        Trace.print();
    }

    private static void pass(int index) {
        for (int round = 0; round < 200; round++) {
            int wakes = 0;
            while (TOKEN.get() != round * THREAD_COUNT + index) {
                LockSupport.park(RING);
                wakes++;
            }
            Trace.add(wakes);
            TOKEN.incrementAndGet();
            LockSupport.unpark(RING[(index + 1) % THREAD_COUNT]);
        }
    }
}
