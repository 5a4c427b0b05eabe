package dev.backstep.tests.debuggees;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Interrupts in sleep, wait, park, join, lock, queue and in plain work, before and after they begin. */
@Debuggee
public final class Interrupts {
    private static final Object LOCK = new Object();

    private Interrupts() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread main = Thread.currentThread();
        ReentrantLock held = new ReentrantLock();
        held.lock();
        List<Work> waits = List.of(() -> Thread.sleep(60_000), () -> {
            synchronized (LOCK) {
                LOCK.wait();
            }
        }, LockSupport::park, main::join, held::lockInterruptibly, () -> new Semaphore(0).acquire(), () -> new SynchronousQueue<>().take(), () -> {
            long turns = 0;
            while (!Thread.currentThread().isInterrupted()) {
                turns++;
            }
            Trace.add(turns);
        });
        for (int i = 0; i < waits.size(); i++) {
            Work wait = waits.get(i);
            int number = i;
            Thread thread = Work.start("waiting-" + i, () -> {
                try {
                    wait.run();
                    System.out.println(number + " ended " + Thread.interrupted());
                } catch (InterruptedException e) {
                    System.out.println(number + " " + e + " " + Thread.currentThread().isInterrupted());
                }
            });
            if (i % 2 == 0) {
                Thread.sleep(2);
            }
            thread.interrupt();
            thread.join();
        }
        main.interrupt();
        System.out.println(Thread.interrupted() + " " + Thread.interrupted());
        Trace.print();
    }
}
