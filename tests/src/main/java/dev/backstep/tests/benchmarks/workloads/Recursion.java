package dev.backstep.tests.benchmarks.workloads;

/** Fibonacci numbers by recursion: nothing but method entries. */
public final class Recursion implements Workload {
    @Override
    public long round() {
        return fibonacci(31);
    }

    private static int fibonacci(int n) {
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }
}
