package dev.backstep.tests.benchmarks.workloads;

/** Adds up an array of a million ints: the tightest loop there is. */
public final class ArraySum implements Workload {
    private final int[] numbers = new int[1 << 20];

    public ArraySum() {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i * 7;
        }
    }

    @Override
    public long round() {
        long sum = 0;
        for (int repeat = 0; repeat < 40; repeat++) {
            for (int i = 0; i < numbers.length; i++) {
                sum += numbers[i];
            }
        }
        return sum;
    }
}
