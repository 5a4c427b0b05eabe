package dev.backstep.tests.debuggees;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Busy waiting in disguise: by exceptions, with a counter that looks like a bound, by recursion, inside streams. */
@Debuggee
public final class BusyWaits {
    private static volatile boolean flag;
    private static int big;
    private static final Queue<Integer> QUEUE = new ConcurrentLinkedQueue<>();

    private BusyWaits() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        waitFor(BusyWaits::counting, () -> flag = true);
        waitFor(BusyWaits::catching, () -> QUEUE.add(1));
        waitFor(() -> Trace.add(Stream.generate(QUEUE::poll).filter(value -> value != null).findFirst().orElseThrow()), () -> QUEUE.add(2));
        flag = false;
        waitFor(() -> Trace.add(IntStream.iterate(0, i -> i + 1).anyMatch(_ -> flag) ? 1 : 0), () -> flag = true);
        waitFor(() -> {
            Queue<Integer> seen = new ArrayDeque<>();
            do {
                Integer value = QUEUE.poll();
                if (value != null) {
                    seen.add(value);
                }
            } while (seen.isEmpty());
            Trace.add(seen.remove());
        }, () -> QUEUE.add(3));
        System.out.println(big);
        Trace.print();
    }

    private static void waitFor(Work waiting, Work release) throws InterruptedException {
        Thread waiter = Work.start("waiter", waiting);
        Thread.sleep(2);
        Thread releaser = Work.start("releaser", release);
        waiter.join();
        releaser.join();
    }

    private static void counting() {
        int turns = 0;
        while (!flag) {
            turns++;
            if (turns > 5) {
                big = 1;
            }
        }
        Trace.add(turns);
    }

    private static void catching() {
        long turns = 0;
        while (true) {
            try {
                Trace.add(QUEUE.remove() + turns);
                return;
            } catch (NoSuchElementException e) {
                turns++;
            }
        }
    }
}
