package dev.backstep.tests.debuggees;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** wait and notify by super, by method reference, on this; parks and waits until a day that never comes. */
@Debuggee
public final class WaitCallsInDisguise {
    private boolean open;

    private WaitCallsInDisguise() {
    }

    private synchronized void await() throws InterruptedException {
        while (!open) {
            super.wait();
        }
        Trace.add(1);
    }

    private synchronized void open() {
        open = true;
        Runnable notifyAll = super::notifyAll;
        super.notify();
        notifyAll.run();
        Runnable another = this::notifyAll;
        another.run();
    }

    public static void main(String[] arguments) throws InterruptedException {
        WaitCallsInDisguise gate = new WaitCallsInDisguise();
        Thread opener = Work.start("opener", () -> {
            Thread.sleep(3);
            gate.open();
        });
        Work.inThreads(3, _ -> gate.await());
        opener.join();

        Thread parked = Work.start("parked", () -> {
            long start = System.nanoTime();
            LockSupport.parkUntil(Long.MAX_VALUE);
            LockSupport.parkNanos(Long.MAX_VALUE);
            System.out.println(System.nanoTime() - start > 2_000_000);
        });
        for (int i = 0; i < 2; i++) {
            Thread.sleep(3);
            LockSupport.unpark(parked);
        }
        parked.join();

        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        Thread waiting = Work.start("waiting", () -> {
            lock.lock();
            try {
                System.out.println(condition.awaitUntil(new Date(Long.MAX_VALUE)) + " " + condition.await(Long.MAX_VALUE, TimeUnit.DAYS));
            } finally {
                lock.unlock();
            }
        });
        for (int i = 0; i < 2; i++) {
            Thread.sleep(3);
            lock.lock();
            condition.signalAll();
            lock.unlock();
        }
        waiting.join(Long.MAX_VALUE);
        Trace.print();
    }
}
