package dev.backstep.tests.debuggees;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** Initialisers of classes that wait for what another thread holds, while a third one needs the class. */
@Debuggee
public final class InitialisersThatWait {
    private static final Object MONITOR = new Object();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final CountDownLatch LATCH = new CountDownLatch(1);
    private static int shared;

    private InitialisersThatWait() {
    }

    private static final class NeedsMonitor {
        static final int VALUE;

        static {
            synchronized (MONITOR) {
                VALUE = ++shared;
            }
        }
    }

    private static final class NeedsLock {
        static final int VALUE;

        static {
            LOCK.lock();
            VALUE = ++shared;
            LOCK.unlock();
        }
    }

    private static final class NeedsLatch {
        static final int VALUE;

        static {
            try {
                LATCH.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            VALUE = ++shared;
        }
    }

    private static final class Prints {
        static final int VALUE;

        static {
            System.out.println("initialising");
            VALUE = ++shared;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread monitorHolder = Work.start("monitor-holder", () -> {
            synchronized (MONITOR) {
                Thread.sleep(3);
                work();
            }
        });
        Thread lockHolder = Work.start("lock-holder", () -> {
            LOCK.lock();
            Thread.sleep(3);
            work();
            LOCK.unlock();
        });
        Thread opener = Work.start("opener", () -> {
            Thread.sleep(5);
            work();
            LATCH.countDown();
        });
        Work.inThreads(5, index -> {
            work();
            Trace.add(index % 2 == 0 ? NeedsMonitor.VALUE : NeedsLock.VALUE);
            Trace.add(NeedsLatch.VALUE);
            System.out.println("thread " + index + " " + Prints.VALUE);
            Trace.add(index % 2 == 1 ? NeedsMonitor.VALUE : NeedsLock.VALUE);
        });
        monitorHolder.join();
        lockHolder.join();
        opener.join();
        Trace.print();
    }

    private static void work() {
        for (int i = 0; i < 100_000; i++) {
            if (i % 1_000 == 0) {
                Trace.add(i);
            }
        }
    }
}
