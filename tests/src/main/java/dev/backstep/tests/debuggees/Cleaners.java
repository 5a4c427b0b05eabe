package dev.backstep.tests.debuggees;

import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Actions of a cleaner, in its thread and when called for. */
@Debuggee
public final class Cleaners {
    private static final int COUNT = 30;
    private static final CountDownLatch CLEANED = new CountDownLatch(COUNT);

    private Cleaners() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Cleaner cleaner = Cleaner.create();
        for (int i = 0; i < COUNT; i++) {
            register(cleaner, i);
        }
        Cleaner.Cleanable explicit = cleaner.register(new Object(), () -> System.out.println("cleaned by hand"));
        explicit.clean();
        explicit.clean();
        do {
            System.gc();
        } while (!CLEANED.await(10, TimeUnit.MILLISECONDS));
        Trace.print();
    }

    private static void register(Cleaner cleaner, int number) {
        cleaner.register(new Object(), () -> {
            Trace.add(number);
            CLEANED.countDown();
        });
    }
}
