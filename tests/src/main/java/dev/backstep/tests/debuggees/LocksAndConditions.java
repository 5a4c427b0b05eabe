package dev.backstep.tests.debuggees;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Reentrant locks, fair and unfair, tried, timed and interruptible, with conditions. */
@Debuggee
public final class LocksAndConditions {
    private static int turn;

    private LocksAndConditions() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        for (boolean fair : new boolean[] {false, true}) {
            ReentrantLock lock = new ReentrantLock(fair);
            Condition changed = lock.newCondition();
            Work.inThreads(4, index -> {
                for (int i = 0; i < 150; i++) {
                    turn(lock, changed, index, i);
                }
            });
            System.out.println(turn + " " + lock.hasQueuedThreads());
        }
        Trace.print();
    }

    private static void turn(ReentrantLock lock, Condition changed, int index, int i) throws InterruptedException {
        if (i % 3 == 0 && !lock.tryLock()) {
            Trace.add(-1);
            return;
        }
        if (i % 3 == 1 && !lock.tryLock(100, TimeUnit.MICROSECONDS)) {
            Trace.add(-2);
            return;
        }
        if (i % 3 == 2) {
            lock.lockInterruptibly();
        }
        try {
            while (turn % 4 != index && i % 5 == 0) {
                if (!changed.await(100, TimeUnit.MICROSECONDS)) {
                    Trace.add(-3);
                    break;
                }
            }
            turn++;
            Trace.add(lock.getQueueLength());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
