package dev.backstep.tests.benchmarks.overhead;

import dev.backstep.tests.benchmarks.workloads.HelloWorld;
import dev.backstep.tests.benchmarks.workloads.RunWorkload;
import dev.backstep.tests.support.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a workload is started. */
public final class Workloads {
    private Workloads() {
    }

    /** What follows the word java. */
    public static List<String> javaArguments(String name, int roundCount) {
        Path corpus = Settings.projectRoot().resolve("tests/target/corpus");
        List<String> arguments = new ArrayList<>(List.of("-cp", Settings.testClasses() + switch (name) {
            case "Json" -> ":" + corpus.resolve("jackson-databind-2.20.1.jar") + ":" + corpus.resolve("jackson-core-2.20.1.jar") + ":"
                    + corpus.resolve("jackson-annotations-2.20.jar");
            case "Queries" -> ":" + corpus.resolve("h2-2.4.240.jar");
            default -> "";
        }));
        switch (name) {
            case "ClassLoading" -> arguments.add("-Dlibrary=" + corpus.resolve("h2-2.4.240.jar"));
            case "Compiler" -> arguments.add("-Dsources=" + corpus.resolve("commons-lang3-sources"));
            default -> { }
        }
        if (name.equals("HelloWorld")) {
            arguments.add(HelloWorld.class.getName());
        } else {
            arguments.addAll(List.of(RunWorkload.class.getName(), name, Integer.toString(roundCount)));
        }
        return arguments;
    }
}
