package dev.backstep.tests.benchmarks.overhead;

import java.util.List;

/**
 * A workload and how often it is repeated in its process.
 *
 * @param roundCount chosen for about three seconds on the machine of 2025
 */
record Benchmark(String name, Group group, int roundCount) {
    /** What a workload stands for; the geometric mean is taken over each group. */
    enum Group {
        START_UP, TIGHT_LOOPS, REAL_WORK, LOCKS, OTHER
    }

    static List<Benchmark> all() {
        return List.of(new Benchmark("HelloWorld", Group.START_UP, 1),
                new Benchmark("ClassLoading", Group.START_UP, 1),
                new Benchmark("ArraySum", Group.TIGHT_LOOPS, 700),
                new Benchmark("MatrixProduct", Group.TIGHT_LOOPS, 500),
                new Benchmark("Mandelbrot", Group.TIGHT_LOOPS, 120),
                new Benchmark("BodiesInSpace", Group.TIGHT_LOOPS, 300),
                new Benchmark("StringBuilding", Group.TIGHT_LOOPS, 400),
                new Benchmark("Recursion", Group.OTHER, 300),
                new Benchmark("MapsAndLists", Group.REAL_WORK, 60),
                new Benchmark("Json", Group.REAL_WORK, 120),
                new Benchmark("Compiler", Group.REAL_WORK, 4),
                new Benchmark("Queries", Group.REAL_WORK, 60),
                new Benchmark("WebServer", Group.OTHER, 30),
                new Benchmark("VirtualThreads", Group.OTHER, 20),
                new Benchmark("UncontendedLocks", Group.LOCKS, 120),
                new Benchmark("ContendedLocks", Group.LOCKS, 120),
                new Benchmark("ProducersAndConsumers", Group.LOCKS, 120),
                new Benchmark("ForkAndJoin", Group.LOCKS, 100),
                new Benchmark("NanoTime", Group.OTHER, 120),
                new Benchmark("Allocation", Group.OTHER, 300));
    }

    /** What follows the word java. */
    List<String> javaArguments(int roundPercent) {
        return Workloads.javaArguments(name, group == Group.START_UP ? 1 : Math.max(2, roundCount * roundPercent / 100));
    }
}
