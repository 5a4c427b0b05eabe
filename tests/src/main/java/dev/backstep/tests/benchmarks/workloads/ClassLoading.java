package dev.backstep.tests.benchmarks.workloads;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The start of a large program: loads all classes of a library, named by the system property {@code library}, once. */
public final class ClassLoading implements Workload {
    private final Path library = Path.of(System.getProperty("library"));

    @Override
    public long round() throws IOException {
        long digest = 0;
        try (JarFile jar = new JarFile(library.toFile()); URLClassLoader loader = new URLClassLoader(new URL[] {library.toUri().toURL()})) {
            List<String> names = jar.stream().map(JarEntry::getName).filter(name -> name.startsWith("org/h2/") && name.endsWith(".class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.')).toList();
            for (String name : names) {
                digest = digest * 31 + load(name, loader);
            }
        }
        return digest;
    }

    private static int load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader).getDeclaredMethods().length;
        } catch (ClassNotFoundException | LinkageError e) {
            return -1;  // needs a library that is not there
        }
    }
}
