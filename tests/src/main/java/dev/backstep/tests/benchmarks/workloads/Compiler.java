package dev.backstep.tests.benchmarks.workloads;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac on a part of commons-lang3. System property {@code sources}: the folder of its sources. */
public final class Compiler implements Workload {
    private final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    private final List<Path> sources;
    private final Path output = Files.createDirectories(Path.of("compiled"));

    public Compiler() throws IOException {
        Path folder = Path.of(System.getProperty("sources"), "org/apache/commons/lang3");
        sources = Stream.of("mutable", "tuple").flatMap(each -> list(folder.resolve(each))).sorted().toList();
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException("the system property sources is wrong", e);
        }
    }

    @Override
    public long round() throws IOException {
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, Locale.ROOT, null)) {
            boolean good = javac.getTask(null, files, _ -> { }, List.of("-d", output.toString(), "-proc:none", "-nowarn", "-sourcepath", System.getProperty("sources")),
                    null, files.getJavaFileObjectsFromPaths(sources)).call();
            return good ? sources.size() : -1;
        }
    }
}
