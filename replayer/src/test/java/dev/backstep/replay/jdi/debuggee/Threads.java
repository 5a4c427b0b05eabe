package dev.backstep.replay.jdi.debuggee;

import java.util.concurrent.CountDownLatch;

/** Two threads in each other's way, one that waits, and a stack with lambdas in it. */
public final class Threads {
    private static final Object FIRST = new Object();
    private static final Threads SECOND = new Threads();
    private static final CountDownLatch BOTH = new CountDownLatch(2);

    private Threads() { }

    private static void lockBoth(Object one, Object other) {
        synchronized (one) {
            BOTH.countDown();
            try {
                BOTH.await();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (other) {
                Stop.here();
            }
        }
    }

    private static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        while (thread.getState() != state) {
            Thread.sleep(1);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Thread one = start("one", () -> lockBoth(FIRST, SECOND));
        Thread two = start("two", () -> lockBoth(SECOND, FIRST));
        Thread sleeper = start("sleeper", () -> {
            try {
                Thread.sleep(1_000_000);
            } catch (InterruptedException e) {
                return;
            }
        });
        awaitState(one, Thread.State.BLOCKED);
        awaitState(two, Thread.State.BLOCKED);
        awaitState(sleeper, Thread.State.TIMED_WAITING);
        java.util.stream.Stream.of(1).forEach(n -> Stop.here());
    }
}
