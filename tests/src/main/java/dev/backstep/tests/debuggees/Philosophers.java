package dev.backstep.tests.debuggees;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Dining philosophers who put a fork back when they cannot get the other one in time. */
@Debuggee
public final class Philosophers {
    private static final int COUNT = 5;

    private Philosophers() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        ReentrantLock[] forks = new ReentrantLock[COUNT];
        for (int i = 0; i < COUNT; i++) {
            forks[i] = new ReentrantLock();
        }
        int[] meals = new int[COUNT];
        Work.inThreads(COUNT, index -> {
            ReentrantLock left = forks[index];
            ReentrantLock right = forks[(index + 1) % COUNT];
            for (int i = 0; i < 100; i++) {
                left.lock();
                try {
                    Thread.yield();
                    if (right.tryLock(50, TimeUnit.MICROSECONDS)) {
                        meals[index]++;
                        Trace.add(meals[index]);
                        right.unlock();
                    }
                } finally {
                    left.unlock();
                }
            }
        });
        for (int count : meals) {
            System.out.print(count + " ");
        }
        System.out.println("meals");
        Trace.print();
    }
}
