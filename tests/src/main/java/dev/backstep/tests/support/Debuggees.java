package dev.backstep.tests.support;

import dev.backstep.tests.debuggees.Debuggee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds all programs with {@link Debuggee}. */
public final class Debuggees {
    private Debuggees() {
    }

    /** In alphabetical order. */
    public static List<Program> all() throws IOException {
        String packageName = Debuggee.class.getPackageName();
        Path folder = Settings.testClasses().resolve(packageName.replace('.', '/'));
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".class") && !name.contains("$")).sorted()
                    .map(name -> load(packageName + "." + name.substring(0, name.length() - ".class".length())))
                    .filter(type -> type.isAnnotationPresent(Debuggee.class)).map(Program::of).toList();
        }
    }

    /** Not initialised: a debuggee may do its work in there. */
    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, Debuggees.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("not compiled: " + name, e);
        }
    }
}
