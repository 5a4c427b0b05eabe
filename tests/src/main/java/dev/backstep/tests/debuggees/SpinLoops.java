package dev.backstep.tests.debuggees;

import java.util.concurrent.atomic.AtomicBoolean;

/** Waiting without waiting: on a volatile field, with onSpinWait, with yield, on a lock made of an atomic. */
@Debuggee
public final class SpinLoops {
    private static volatile int stage;
    private static int protectedBySpinLock;

    private SpinLoops() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Thread follower = Work.start("follower", () -> {
            long turns = 0;
            while (stage == 0) {
                turns++;
            }
            stage = 2;
            while (stage == 2) {
                Thread.onSpinWait();
                turns++;
            }
            stage = 4;
            System.out.println("follower " + turns);
        });
        Thread.sleep(3);
        stage = 1;
        long turns = 0;
        while (stage != 2) {
            Thread.yield();
            turns++;
        }
        stage = 3;
        follower.join();
        System.out.println(turns + " " + stage);
        AtomicBoolean locked = new AtomicBoolean();
        Work.inThreads(3, index -> {
            for (int i = 0; i < 2_000; i++) {
                long spins = 0;
                while (!locked.compareAndSet(false, true)) {
                    spins++;
                }
                protectedBySpinLock++;
                locked.set(false);
                Trace.add(spins);
            }
        });
        System.out.println(protectedBySpinLock);
        Trace.print();
    }
}
