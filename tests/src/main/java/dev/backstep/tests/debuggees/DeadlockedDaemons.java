package dev.backstep.tests.debuggees;

import java.lang.management.ManagementFactory;

/** Two threads that lock each other out for ever; main sees it and goes home. */
@Debuggee
public final class DeadlockedDaemons {
    private static final Object LEFT = new Object();
    private static final Object RIGHT = new Object();

    private DeadlockedDaemons() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread one = lock("one", LEFT, RIGHT);
        Thread two = lock("two", RIGHT, LEFT);
        while (one.getState() != Thread.State.BLOCKED || two.getState() != Thread.State.BLOCKED) {
            Thread.sleep(1);
        }
        System.out.println("deadlock " + (ManagementFactory.getThreadMXBean().getThreadCount() > 2));
        Trace.print();
    }

    private static Thread lock(String name, Object first, Object second) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            synchronized (first) {
                Trace.add(1);
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
                synchronized (second) {
                    Trace.add(2);
                }
            }
        });
    }
}
