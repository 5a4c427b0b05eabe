package dev.backstep.replay.source;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.RecordingMetadata;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Where to look for sources and classes.
 *
 * @param classPath folders and jars of the program
 * @param roots folders in which packages of sources begin, as the user gave them
 * @param launched the file, if the program was started as {@code java File.java}
 * @param jdkHomes JDKs with a {@code lib/src.zip}, the best first
 * @param mavenRepository the local one
 */
public record SourceOptions(List<Path> classPath, List<Path> roots, Optional<Path> launched, List<Path> jdkHomes, Path mavenRepository) {
    public SourceOptions {
        classPath = List.copyOf(classPath);
        roots = List.copyOf(roots);
        jdkHomes = List.copyOf(jdkHomes);
    }

    /** @param roots as the user gave them */
    public static SourceOptions of(RecordingMetadata metadata, List<Path> roots) {
        Path directory = Path.of(metadata.workingDirectory());
        List<Path> classPath = new ArrayList<>();
        metadata.classPath().forEach(entry -> addClassPath(classPath, directory, entry));
        LaunchTarget target = metadata.target();
        if (target.kind() == LaunchTarget.Kind.JAR) {
            addJar(classPath, directory, target.name());
        }
        addModulePath(classPath, directory, metadata.vmOptions());
        Optional<Path> launched = target.kind() == LaunchTarget.Kind.SOURCE_FILE ? path(directory, target.name()) : Optional.empty();
        List<Path> allRoots = new ArrayList<>(roots);
        launched.map(Path::getParent).ifPresent(allRoots::add);
        List<Path> homes = new ArrayList<>();
        path(directory, metadata.jdkHome()).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        return new SourceOptions(classPath, allRoots, launched, homes, SourcesJars.usualRepository());
    }

    private static void addClassPath(List<Path> classPath, Path directory, String entry) {
        if (entry.endsWith("*")) {
            path(directory, entry.substring(0, entry.length() - 1)).ifPresent(folder -> classPath.addAll(jarsIn(folder)));
        } else {
            path(directory, entry).ifPresent(classPath::add);
        }
    }

    private static void addJar(List<Path> classPath, Path directory, String name) {
        Optional<Path> jar = path(directory, name);
        if (jar.isEmpty()) {
            return;
        }
        classPath.add(jar.get());
        try (JarFile file = new JarFile(jar.get().toFile(), false)) {
            Manifest manifest = file.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
            for (String entry : more == null ? new String[0] : more.strip().split("\\s+")) {
                path(jar.get().toAbsolutePath().getParent(), entry.replace("file:", "")).ifPresent(classPath::add);
            }
        } catch (IOException | SecurityException e) {
            // a jar that is gone has no manifest
        }
    }

    private static void addModulePath(List<Path> classPath, Path directory, List<String> options) {
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            String value = option.startsWith("--module-path=") ? option.substring("--module-path=".length())
                    : (option.equals("-p") || option.equals("--module-path")) && i + 1 < options.size() ? options.get(i + 1) : "";
            for (String entry : value.isEmpty() ? new String[0] : value.split(File.pathSeparator)) {
                path(directory, entry).ifPresent(path -> {
                    classPath.add(path);
                    classPath.addAll(jarsIn(path));
                });
            }
        }
    }

    private static List<Path> jarsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Path> path(Path directory, String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(directory.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();    // a name that this system cannot have
        }
    }
}
