package dev.backstep.tests.debuggees;

/**
 * One thread waits for a lock whose holder sleeps, nobody can run, and the holder and another sleeper come back at once: the one
 * that is waited for must not go first in the replay only.
 */
@Debuggee
public final class SleepingHolders {
    private static final int ROUNDS = 400;
    private static final Object LOCK = new Object();

    private SleepingHolders() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Work.inThreads(3, index -> {
            for (int round = 0; round < ROUNDS; round++) {
                if (index == 0) {
                    Thread.sleep(1);
                } else {
                    synchronized (LOCK) {
                        Thread.sleep(0, 950_000);
                        Trace.add(round);
                    }
                }
                Trace.add(index);
            }
        });
        Trace.print();
    }
}
