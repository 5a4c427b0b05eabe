package dev.backstep.tests.benchmarks.workloads;

import java.util.Arrays;

/**
 * {@code RunWorkload NAME ROUNDS}: runs the workload and prints {@code work NANOS steady NANOS}: the time of all rounds, and the median
 * of the second half of them, which is free of most of the compiling.
 */
public final class RunWorkload {
    private RunWorkload() {
    }

    public static void main(String[] arguments) throws Exception {
        Workload workload = (Workload) Class.forName(RunWorkload.class.getPackageName() + "." + arguments[0]).getDeclaredConstructor().newInstance();
        long[] nanos = new long[Integer.parseInt(arguments[1])];
        long result = 0;
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            result = result * 31 + workload.round();
            nanos[i] = System.nanoTime() - start;
        }
        long all = Arrays.stream(nanos).sum();
        long[] late = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(late);
        System.out.println("work " + all + " steady " + late[late.length / 2] + " result " + result);
    }
}
