package dev.backstep.tests.debuggees;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Readers and writers, with optimistic reads. */
@Debuggee
public final class ReadWriteLocks {
    private static final ReentrantReadWriteLock LOCK = new ReentrantReadWriteLock();
    private static final StampedLock STAMPED = new StampedLock();
    private static long low;
    private static long high;

    private ReadWriteLocks() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Work.inThreads(5, index -> {
            for (int i = 0; i < 400; i++) {
                if ((i + index) % 5 == 0) {
                    LOCK.writeLock().lock();
                    low++;
                    LOCK.readLock().lock();
                    LOCK.writeLock().unlock();
                } else {
                    LOCK.readLock().lock();
                }
                Trace.add(low + LOCK.getReadLockCount());
                LOCK.readLock().unlock();
                stamped(index, i);
            }
        });
        System.out.println(low + " " + high);
        Trace.print();
    }

    private static void stamped(int index, int i) {
        if ((i + index) % 7 == 0) {
            long stamp = STAMPED.writeLock();
            high++;
            STAMPED.unlockWrite(stamp);
            return;
        }
        long stamp = STAMPED.tryOptimisticRead();
        long seen = high;
        Thread.yield();
        if (!STAMPED.validate(stamp)) {
            stamp = STAMPED.readLock();
            seen = high + 1_000_000;
            STAMPED.unlockRead(stamp);
        }
        Trace.add(seen);
    }
}
