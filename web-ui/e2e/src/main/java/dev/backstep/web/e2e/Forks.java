package dev.backstep.web.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** Three philosophers who each take a fork, wait until all have one, and want the next: nobody eats. */
public final class Forks {
    private static final int PHILOSOPHERS = 3;

    private Forks() { }

    public static void main(String[] arguments) throws InterruptedException {
        Object[] forks = new Object[PHILOSOPHERS];
        for (int i = 0; i < PHILOSOPHERS; i++) {
            forks[i] = new Object();
        }
        CyclicBarrier allHaveOne = new CyclicBarrier(PHILOSOPHERS);
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < PHILOSOPHERS; i++) {
            Object left = forks[i];
            Object right = forks[(i + 1) % PHILOSOPHERS];
            Thread philosopher = new Thread(() -> dine(left, right, allHaveOne), "philosopher-" + i);
            philosopher.setDaemon(true);
            philosopher.start();
            philosophers.add(philosopher);
        }
        for (Thread philosopher : philosophers) {
            philosopher.join(200);
        }
        System.out.println("nobody has eaten");
    }

    private static void dine(Object left, Object right, CyclicBarrier allHaveOne) {
        synchronized (left) {
            try {
                allHaveOne.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            synchronized (right) {
                System.out.println(Thread.currentThread().getName() + " eats");
            }
        }
    }
}
