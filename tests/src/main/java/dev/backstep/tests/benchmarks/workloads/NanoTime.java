package dev.backstep.tests.benchmarks.workloads;

/** Asks the clock in a loop: the densest stream of events there is. */
public final class NanoTime implements Workload {
    @Override
    public long round() {
        long sum = 0;
        for (int i = 0; i < 500_000; i++) {
            sum += System.nanoTime();
        }
        return sum & 1;
    }
}
