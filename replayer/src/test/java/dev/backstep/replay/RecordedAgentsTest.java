package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import dev.backstep.recording.RecordingMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private Optional<Path> missing(String... options) {
        return RecordedAgents.missing(RecordingMetadata.builder().target(new LaunchTarget(Kind.MAIN_CLASS, "Main"))
                .vmOptions(List.of(options)).workingDirectory(folder.toString()).build());
    }
}
