package dev.backstep.web.e2e;

import java.util.ArrayList;
import java.util.List;

/** Threads that print in turns: each of as many lines as the argument says makes three events. */
public final class Chatter {
    private static final int THREADS = 4;
    private static final Object TURN = new Object();
    private static long said;

    private Chatter() { }

    public static void main(String[] arguments) throws InterruptedException {
        long lines = Long.parseLong(arguments[0]);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            Thread thread = new Thread(() -> chat(lines), "chatter-" + number);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void chat(long lines) {
        while (true) {
            synchronized (TURN) {
                if (said >= lines) {
                    return;
                }
                said++;
            }
            System.out.println("line");
        }
    }
}
