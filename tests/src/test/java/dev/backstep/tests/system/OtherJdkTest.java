package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.record.FileTrees;
import dev.backstep.tests.debuggees.Clocks;
import dev.backstep.tests.debuggees.NioFiles;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A recording whose JDK is another build than the one that is there, or gone. With a cache of its own, as on the first day. */
class OtherJdkTest {
    private static final int JDK = 6;

    @Test
    void recordingOfAnotherBuildIsRefused() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("other-jdk");
        Path jdk = scratch.folder().resolve("jdk");
        copyJdk(Path.of(System.getProperty("java.home")), jdk);
        Path release = jdk.resolve("release");
        Files.writeString(release, Files.readString(release).replaceAll("(JAVA_RUNTIME_VERSION=\"[^\"+]*)", "$1.7"));

        Outcome recorded = run(scratch, "record", "-o", scratch.recording().toString(), "--", jdk.resolve("bin/java").toString(), "-cp",
                Settings.testClasses().toString(), Clocks.class.getName());
        assertEquals(0, recorded.exitCode(), recorded::describe);
        assertTrue(recorded.errors().contains("preparing the JDK"), recorded::describe);
        Outcome again = run(scratch, "replay", scratch.recording().toString());
        assertEquals(0, again.exitCode(), again::describe);
        assertEquals(recorded.output(), again.output());

        // The same program with the JDK gone, and its instrumented copy too.
        FileTrees.delete(jdk);
        FileTrees.delete(scratch.folder().resolve("cache"));
        Outcome replayed = run(scratch, "replay", scratch.recording().toString());
        assertEquals(JDK, replayed.exitCode(), replayed::describe);
        assertTrue(replayed.errors().contains("backstep: "), replayed::describe);
        assertFalse(replayed.errors().contains("\tat "), replayed::describe);
        scratch.delete();
    }

    /** What a developer does with a recording that CI kept. */
    @Test
    void recordingReplaysWithTheCopyElsewhere() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("other-cache");
        Outcome recorded = run(scratch, "record", "-o", scratch.recording().toString(), "--",
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp", Settings.testClasses().toString(), NioFiles.class.getName());
        assertEquals(0, recorded.exitCode(), recorded::describe);

        Path elsewhere = scratch.folder().resolve("elsewhere");
        Files.move(scratch.folder().resolve("cache"), elsewhere);
        Outcome replayed = runWithCache(elsewhere, scratch, "replay", scratch.recording().toString());
        assertEquals(0, replayed.exitCode(), replayed::describe);
        assertEquals(recorded.output(), replayed.output());
        scratch.delete();
    }

    private static Outcome run(Scratch scratch, String... arguments) throws IOException, InterruptedException {
        return runWithCache(scratch.folder().resolve("cache"), scratch, arguments);
    }

    private static Outcome runWithCache(Path cache, Scratch scratch, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("env", "XDG_CACHE_HOME=" + cache, Settings.backstepCommand().toString()),
                Stream.of(arguments)).toList();
        try (RunningCommand running = Backstep.start(new ProcessBuilder(command).directory(scratch.work().toFile()), "")) {
            return running.await(Settings.timeLimit());
        }
    }

    private static void copyJdk(Path from, Path to) throws IOException {
        Path root = from.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (folder.equals(root.resolve("jmods"))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(root.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().equals("src.zip")) {
                    Files.copy(file.toRealPath(), to.resolve(root.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
