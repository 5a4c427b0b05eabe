package dev.backstep.tests.support;

import dev.backstep.tests.debuggees.Debuggee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds all programs with {@link Debuggee}; runs those named on the command line, for work on one of them. */
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

    /**
     * {@code Debuggees [NAME...]}: records and replays them, one line each; without names all debuggees, with names also programs of the
     * corpus. Exit code 1 if one fails. Needs {@code --enable-preview}.
     */
    public static void main(String[] names) throws IOException, InterruptedException {
        int failed = 0;
        for (Program program : chosen(List.of(names))) {
            long startNanos = System.nanoTime();
            String result = "ok";
            try {
                RecordAndReplay.recordAndReplay(program);
            } catch (AssertionError e) {
                failed++;
                result = "FAILED " + e.getMessage();
            }
            System.out.println(program.name() + " " + (System.nanoTime() - startNanos) / 1_000_000 + " ms " + result);
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static List<Program> chosen(List<String> names) throws IOException {
        return names.isEmpty() ? all()
                : Stream.concat(all().stream(), Corpus.all().stream()).filter(program -> names.contains(program.name())).toList();
    }
}
