package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Parallel streams: order of side effects, racy sums, findAny, parallel sort. */
@Debuggee
public final class ParallelStreams {
    private static int shared;

    private ParallelStreams() {
    }

    public static void main(String[] arguments) {
        System.out.println(IntStream.range(0, 20_000).parallel().mapToLong(i -> (long) i * shared++).sum() + " " + shared);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 3_000).parallel().forEach(i -> {
            if (i % 10 == 0) {
                order.add(i);
            }
        });
        System.out.println(order.hashCode() + " " + order.subList(0, 10));
        System.out.println(IntStream.range(0, 100_000).parallel().filter(i -> i % 1_000 == 7).findAny().getAsInt());
        System.out.println(IntStream.range(0, 2_000).parallel().boxed()
                .collect(Collectors.groupingByConcurrent(i -> i % 3)).values().stream().mapToInt(List::hashCode).sum());
        int[] numbers = IntStream.range(0, 30_000).map(i -> i * 7_919 % 30_011).toArray();
        Arrays.parallelSort(numbers);
        Arrays.parallelPrefix(numbers, (a, b) -> a + b + (shared++ & 1));
        System.out.println(Arrays.hashCode(numbers));
    }
}
