package dev.backstep.tests.debuggees;

import java.util.concurrent.locks.ReentrantLock;

/** Initialisers of classes that wait for what another thread holds, while a third one needs the class. */
@Debuggee
public final class InitialisersThatWait {
    private static final Object MONITOR = new Object();
    private static final ReentrantLock LOCK = new ReentrantLock();
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
        Work.inThreads(5, index -> {
            work();
            Trace.add(index % 2 == 0 ? NeedsMonitor.VALUE : NeedsLock.VALUE);
            System.out.println("thread " + index + " " + Prints.VALUE);
            Trace.add(index % 2 == 1 ? NeedsMonitor.VALUE : NeedsLock.VALUE);
        });
        monitorHolder.join();
        lockHolder.join();
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
