package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A heap that is full, several times and for several threads, and an array that no heap can hold. */
@Debuggee(vmOptions = "-Xmx24m")
public final class OutOfMemory {
    private OutOfMemory() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.out.println(new int[Integer.MAX_VALUE].length);
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
        listOfArrays();
        growingMap();
        inThreads();
        arraysInALoop();
    }

    private static void listOfArrays() {
        List<byte[]> kept = new ArrayList<>();
        int count = 0;
        try {
            while (true) {
                kept.add(new byte[100_000]);
                count++;
            }
        } catch (OutOfMemoryError e) {
            kept = null;
            System.out.println(count + " " + e.getMessage());
            for (StackTraceElement frame : e.getStackTrace()) {
                System.out.println("  " + frame);
            }
        }
    }

    /** Most of the memory is allocated by code of the JDK. */
    private static void growingMap() {
        Map<Long, String> map = new HashMap<>();
        long next = 0;
        try {
            while (true) {
                map.put(next, Long.toString(next));
                next++;
            }
        } catch (OutOfMemoryError e) {
            map = null;
            System.out.println(next + " " + e.getMessage());
        }
    }

    /** The error is caught by code of the JDK. */
    private static void inThreads() throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> futures = new ArrayList<>();
            int[] counts = new int[3];
            for (int i = 0; i < counts.length; i++) {
                int index = i;
                futures.add(pool.submit(() -> fill(counts, index)));
            }
            for (int i = 0; i < counts.length; i++) {
                try {
                    System.out.println(futures.get(i).get());
                } catch (ExecutionException e) {
                    System.out.println(counts[i] + " " + e.getCause());
                }
            }
        }
    }

    private static int fill(int[] counts, int index) {
        List<int[]> kept = new ArrayList<>();
        while (true) {
            kept.add(new int[5_000]);
            counts[index]++;
        }
    }

    /** No loop of the application, and one that calls nothing. */
    private static void arraysInALoop() {
        List<long[]> kept = new ArrayList<>();
        try {
            IntStream.range(0, 1_000_000).forEach(i -> kept.add(new long[2_000]));
        } catch (OutOfMemoryError e) {
            int count = kept.size();
            kept.clear();
            System.out.println(count + " " + e.getMessage());
        }
        long[][] rows = new long[100_000][];
        try {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new long[2_000];
            }
        } catch (OutOfMemoryError e) {
            int count = 0;
            while (rows[count] != null) {
                count++;
            }
            rows = null;
            System.out.println(count + " " + e.getMessage());
        }
    }
}
