package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.RecordingMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAgentsTest {
    @TempDir
    private Path folder;

    @Test
    void jarsAreLookedForWhereTheProgramRan() throws IOException {
        Files.createFile(folder.resolve("a.jar"));
        assertEquals(Optional.empty(), missing("-javaagent:a.jar=x=y", "-Dx=-javaagent:none.jar"));
        assertEquals(Optional.of(folder.resolve("lib/b.jar")), missing("-javaagent:a.jar", "-javaagent:lib/b.jar=x"));
    }

    @Test
    void whatOthersMayChangeIsNotRun() throws IOException {
        Path agent = Files.createFile(folder.resolve("a.so"));
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] asAnything = {"-agentpath:a.so=x", "-javaagent:a.so", "-Xbootclasspath/a:none:a.so"};
        for (String option : asAnything) {
            assertEquals(Optional.empty(), RecordedAgents.foreign(metadata(option)), option);
        }
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xrwx"));
        for (String option : asAnything) {
            assertEquals(Optional.of(agent), RecordedAgents.foreign(metadata(option)), option);
        }
    }

    private Optional<Path> missing(String... options) {
        return RecordedAgents.missing(metadata(options));
    }

    private RecordingMetadata metadata(String... options) {
        return RecordingMetadata.builder().target(new LaunchTarget(Kind.MAIN_CLASS, "Main"))
                .vmOptions(List.of(options)).workingDirectory(folder.toString()).build();
    }
}
