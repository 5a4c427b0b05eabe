package dev.backstep.samples.lostupdate;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts page views with several threads.
 *
 * <p><b>Symptom:</b> the total is lower than the number of views, and another one in each run.
 *
 * <pre>backstep record -- java -cp samples/target/classes dev.backstep.samples.lostupdate.LostUpdate [THREADS] [VIEWS]</pre>
 *
 * Exit code 0 if the total is right, 1 if it is wrong.
 */
public final class LostUpdate {
    private static int views;

    private LostUpdate() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        int threadCount = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
        int viewsPerThread = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;

        List<Thread> visitors = new ArrayList<>();
        for (int i = 0; i < threadCount; i++) {
            Thread visitor = new Thread(() -> visit(viewsPerThread), "visitor-" + i);
            visitors.add(visitor);
            visitor.start();
        }
        for (Thread visitor : visitors) {
            visitor.join();
        }

        int expected = threadCount * viewsPerThread;
        System.out.println("expected " + expected + " views, counted " + views);
        if (views != expected) {
            System.out.println((expected - views) + " views are missing");
            System.exit(1);
        }
    }

    private static void visit(int times) {
        for (int i = 0; i < times; i++) {
            views++;
        }
    }
}
