package dev.backstep.tests.benchmarks;

import dev.backstep.tests.benchmarks.workloads.HelloWorld;
import dev.backstep.tests.benchmarks.workloads.RunWorkload;
import dev.backstep.tests.support.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
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
        Path corpus = Settings.projectRoot().resolve("tests/target/corpus");
        List<String> arguments = new ArrayList<>(List.of("-cp", Settings.testClasses() + switch (name) {
            case "Json" -> ":" + corpus.resolve("jackson-databind-2.20.1.jar") + ":" + corpus.resolve("jackson-core-2.20.1.jar") + ":"
                    + corpus.resolve("jackson-annotations-2.20.jar");
            case "Queries" -> ":" + corpus.resolve("h2-2.4.240.jar");
            default -> "";
        }));
        if (name.equals("ClassLoading")) {
            arguments.add("-Dlibrary=" + corpus.resolve("h2-2.4.240.jar"));
        }
        if (name.equals("Compiler")) {
            arguments.add("-Dsources=" + corpus.resolve("commons-lang3-sources"));
        }
        if (name.equals("HelloWorld")) {
            arguments.add(HelloWorld.class.getName());
        } else {
            arguments.addAll(List.of(RunWorkload.class.getName(), name, Integer.toString(group == Group.START_UP ? 1 : Math.max(2, roundCount * roundPercent / 100))));
        }
        return arguments;
    }
}
