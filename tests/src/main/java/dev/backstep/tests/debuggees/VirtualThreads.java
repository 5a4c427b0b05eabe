package dev.backstep.tests.debuggees;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Ten thousand virtual threads on one counter. */
@Debuggee
public final class VirtualThreads {
    private static final int COUNT = 10_000;
    private static int unprotected;
    private static int locked;
    private static int synchronised;

    private VirtualThreads() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch ended = new CountDownLatch(COUNT);
        for (int i = 0; i < COUNT; i++) {
            int number = i;
            Thread.startVirtualThread(() -> {
                int seen = unprotected;
                if (number % 10 == 0) {
                    Thread.yield();
                }
                lock.lock();
                locked++;
                lock.unlock();
                synchronized (VirtualThreads.class) {
                    synchronised++;
                }
                Trace.add(number);
                unprotected = seen + 1;
                ended.countDown();
            });
        }
        ended.await();
        System.out.println(unprotected + " of " + locked + " " + synchronised);
        Trace.print();
    }
}
