package dev.backstep.tests.debuggees;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Locks that a program makes itself out of the classes that those of the JDK are made of. */
@Debuggee
public final class OwnSynchronizers {
    /** Not reentrant, with a condition. */
    private static final class Mutex extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean tryAcquire(int wanted) {
            if (compareAndSetState(0, 1)) {
                setExclusiveOwnerThread(Thread.currentThread());
                return true;
            }
            return false;
        }

        @Override
        protected boolean tryRelease(int released) {
            setExclusiveOwnerThread(null);
            setState(0);
            return true;
        }

        @Override
        protected boolean isHeldExclusively() {
            AbstractOwnableSynchronizer owned = this;
            return owned == this && getExclusiveOwnerThread() == Thread.currentThread();
        }

        Condition condition() {
            return new ConditionObject();
        }
    }

    /** Shared by as many as there are permits. */
    private static final class Permits extends AbstractQueuedLongSynchronizer {
        private static final long serialVersionUID = 1;

        Permits(long count) {
            setState(count);
        }

        @Override
        protected long tryAcquireShared(long wanted) {
            while (true) {
                long left = getState() - wanted;
                if (left < 0 || compareAndSetState(left + wanted, left)) {
                    return left;
                }
            }
        }

        @Override
        protected boolean tryReleaseShared(long released) {
            while (true) {
                long now = getState();
                if (compareAndSetState(now, now + released)) {
                    return true;
                }
            }
        }
    }

    private static int shared;
    private static int turn;

    private OwnSynchronizers() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Mutex mutex = new Mutex();
        Condition turned = mutex.condition();
        Permits permits = new Permits(2);
        Lock lock = new ReentrantLock(true);
        ReadWriteLock both = new ReentrantReadWriteLock();
        Work.inThreads(4, index -> {
            for (int i = 0; i < 100; i++) {
                mutex.acquire(1);
                while (turn % 4 != index) {
                    turned.await();
                }
                turn++;
                turned.signalAll();
                mutex.release(1);
                if (permits.tryAcquireSharedNanos(1, TimeUnit.MILLISECONDS.toNanos(50))) {
                    Trace.add(shared++ + index);
                    permits.releaseShared(1);
                }
                lock.lockInterruptibly();
                Trace.add(shared += index);
                lock.unlock();
                (i % 5 == 0 ? both.writeLock() : both.readLock()).lock();
                Trace.add(shared);
                (i % 5 == 0 ? both.writeLock() : both.readLock()).unlock();
            }
        });
        System.out.println(turn + " " + shared + " " + mutex.hasQueuedThreads() + " " + permits.hasContended());
        Trace.print();
    }
}
