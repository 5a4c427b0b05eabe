package dev.backstep.tests.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Where things are, and how long they may take. */
public final class Settings {
    private Settings() {
    }

    /** How often each recording is replayed. */
    public static int replayCount() {
        return Integer.getInteger("backstep.test.replays", 2);
    }

    /** Options that every {@code backstep record} gets, for example {@code --chaos}. */
    static List<String> recordOptions() {
        String options = System.getProperty("backstep.test.record", "");
        return options.isBlank() ? List.of() : List.of(options.trim().split(" +"));
    }

    /** How long one process may take. */
    public static Duration timeLimit() {
        return Duration.ofSeconds(Integer.getInteger("backstep.test.timeout", 180));
    }

    /** The folder of the project, which has the {@code backstep} script. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !(Files.exists(folder.resolve("backstep")) && Files.isDirectory(folder.resolve("recorder")))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("not below the project's folder: " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** The {@code backstep} command under test. */
    public static Path backstepCommand() {
        String command = System.getProperty("backstep.test.command");
        return command != null ? Path.of(command).toAbsolutePath() : projectRoot().resolve("backstep");
    }

    /** Where recordings are made; what stays here belongs to failed tests. */
    public static Path recordingsFolder() {
        String folder = System.getProperty("backstep.test.recordings");
        return folder != null ? Path.of(folder).toAbsolutePath() : projectRoot().resolve("tests/target/recordings");
    }

    /** The {@code java} of the JDK that runs this, which is the one that programs are recorded on. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static Path libraryClasses() {
        return projectRoot().resolve("recorder/api/target/classes");
    }

    static Path sampleClasses() {
        return projectRoot().resolve("samples/target/classes");
    }

    public static Path testClasses() {
        return projectRoot().resolve("tests/target/classes");
    }
}
