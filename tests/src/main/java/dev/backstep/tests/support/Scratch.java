package dev.backstep.tests.support;

import dev.backstep.record.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one test: the recording, and the folder {@code work} in which the program runs. */
public final class Scratch {
    private final Path folder;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder anew, empty. */
    public static Scratch of(String name) throws IOException {
        Scratch scratch = new Scratch(Settings.recordingsFolder().resolve(name));
        scratch.delete();
        Files.createDirectories(scratch.work());
        return scratch;
    }

    public Path folder() {
        return folder;
    }

    public Path recording() {
        return folder.resolve("program.backstep");
    }

    public Path work() {
        return folder.resolve("work");
    }

    /** Takes away what the program left in its working directory: a replay must not need it. */
    void emptyWork() throws IOException {
        for (Path path : leftInWork()) {
            Files.delete(path);
        }
    }

    /** Deepest first. */
    List<Path> leftInWork() throws IOException {
        try (Stream<Path> paths = Files.walk(work())) {
            return paths.filter(path -> !path.equals(work())).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** For tests that passed. */
    public void delete() throws IOException {
        FileTrees.delete(folder);
    }
}
