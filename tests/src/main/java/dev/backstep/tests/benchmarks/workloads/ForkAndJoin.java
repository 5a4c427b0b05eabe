package dev.backstep.tests.benchmarks.workloads;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Parallel streams and sorts in the common pool. */
public final class ForkAndJoin implements Workload {
    @Override
    public long round() {
        long[] numbers = LongStream.range(0, 200_000).parallel().map(i -> i * 0x9E3779B97F4A7C15L >>> 20).toArray();
        Arrays.parallelSort(numbers);
        return Arrays.stream(numbers).parallel().filter(n -> n % 3 == 0).sum();
    }
}
