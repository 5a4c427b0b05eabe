package dev.backstep.tests.debuggees;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits that end by time: sleep, wait, join, park, await. */
@Debuggee
public final class SleepsAndTimeouts {
    private static final Object LOCK = new Object();

    private SleepsAndTimeouts() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Thread sleeper = Work.start("sleeper", () -> Thread.sleep(200));
        Work.inThreads(4, index -> {
            for (int i = 0; i < 8; i++) {
                switch ((index + i) % 5) {
                    case 0 -> Thread.sleep(1 + index, 1_000 * i);
                    case 1 -> {
                        synchronized (LOCK) {
                            LOCK.wait(1 + i % 3);
                        }
                    }
                    case 2 -> sleeper.join(2);
                    case 3 -> LockSupport.parkNanos(LOCK, 300_000L * (1 + index));
                    default -> System.out.println(never.await(500 + 100 * index, TimeUnit.MICROSECONDS));
                }
                Trace.add(System.nanoTime() & 7);
            }
        });
        sleeper.join();
        Trace.print();
    }
}
