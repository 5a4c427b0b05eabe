package dev.backstep.replay.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the sources of compiled classes usually lie: the layouts of Maven, Gradle, IntelliJ, Eclipse and plain javac. */
final class SourceRoots {
    private SourceRoots() { }

    /** Folders in which packages of sources may begin, the likeliest first. They need not exist. */
    static List<Path> near(Path classes) {
        List<Path> roots = new ArrayList<>();
        String name = name(classes);
        Path parent = classes.getParent();
        if (parent == null) {
            return roots;
        }
        if (name.endsWith(".jar")) {
            ofJar(roots, parent);
            return roots;
        }
        Path base = parent.getParent();
        if (base != null && name(parent).equals("target")) {
            String set = name.startsWith("test") ? "test" : "main";
            roots.add(base.resolve("src").resolve(set).resolve("java"));
            roots.addAll(children(parent.resolve(set.equals("test") ? "generated-test-sources" : "generated-sources")));
        }
        gradle(roots, classes, name);
        if (base != null && name(base).equals("out") && base.getParent() != null) {
            Path project = base.getParent();
            String sources = name(parent).equals("test") ? "test" : "src";
            roots.add(project.resolve(name).resolve(sources));
            roots.add(project.resolve(sources));
        }
        if (name.equals("bin") || name.equals("classes") || name.equals("out")) {
            roots.add(parent.resolve("src").resolve("main").resolve("java"));
            roots.add(parent.resolve("src"));
        }
        roots.add(classes);
        return roots;
    }

    /** {@code build/classes/java/main} */
    private static void gradle(List<Path> roots, Path classes, String set) {
        int count = classes.getNameCount();
        if (count < 5 || !name(classes.getParent().getParent()).equals("classes")
                || !name(classes.getParent().getParent().getParent()).equals("build")) {
            return;
        }
        Path build = classes.getParent().getParent().getParent();
        roots.add(build.getParent().resolve("src").resolve(set).resolve("java"));
        roots.add(build.getParent().resolve("src").resolve(set).resolve(name(classes.getParent())));
        roots.add(build.resolve("generated").resolve("sources").resolve("annotationProcessor").resolve("java").resolve(set));
    }

    private static void ofJar(List<Path> roots, Path folder) {
        Optional<Path> project = name(folder).equals("target") ? Optional.ofNullable(folder.getParent())
                : name(folder).equals("libs") && folder.getParent() != null && name(folder.getParent()).equals("build")
                        ? Optional.ofNullable(folder.getParent().getParent()) : Optional.empty();
        project.ifPresent(base -> roots.add(base.resolve("src").resolve("main").resolve("java")));
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String name(Path path) {
        return path.getFileName() == null ? "" : path.getFileName().toString();
    }
}
