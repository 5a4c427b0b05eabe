package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;

/** Ids, names, groups, priorities and states of threads. */
@Debuggee
public final class ThreadIdentity {
    private ThreadIdentity() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(Thread.currentThread() + " " + Thread.currentThread().threadId() + " " + Thread.currentThread().getState());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> System.out.println(Thread.currentThread() + " " + Thread.currentThread().threadId()));
            System.out.println(thread.getName() + " " + thread.getState() + " " + thread.isAlive());
            thread.setPriority(1 + i);
            threads.add(thread);
        }
        threads.add(Thread.ofPlatform().name("named-", 7).group(new ThreadGroup("group")).daemon().unstarted(() -> System.out.println(Thread.currentThread())));
        threads.add(Thread.ofVirtual().name("light").unstarted(() -> System.out.println(Thread.currentThread())));
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
            System.out.println(thread.getName() + " " + thread.getState() + " " + thread.isDaemon() + " " + thread.isVirtual());
        }
        Object lock = new Object();
        Thread waiting = Work.start("waiting", () -> {
            synchronized (lock) {
                lock.wait();
            }
        });
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.yield();
        }
        Thread blocked;
        synchronized (lock) {
            blocked = Work.start("blocked", () -> {
                synchronized (lock) {
                    Trace.add(1);
                }
            });
            while (blocked.getState() != Thread.State.BLOCKED) {
                Thread.onSpinWait();
            }
            System.out.println(Thread.holdsLock(lock) + " " + blocked.getState());
            lock.notifyAll();
        }
        waiting.join();
        blocked.join();
        System.out.println(Thread.getAllStackTraces().containsKey(Thread.currentThread()) + " " + Thread.activeCount());
    }
}
