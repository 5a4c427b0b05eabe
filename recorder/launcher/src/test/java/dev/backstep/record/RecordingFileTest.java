package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.record.RecordOptions.Checks;
import dev.backstep.record.RecordOptions.Existing;
import dev.backstep.record.RecordOptions.Preemption;
import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.recording.Schedule;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
    private static final RecordingMetadata METADATA = RecordingMetadata.builder()
            .target(new LaunchTarget(LaunchTarget.Kind.MAIN_CLASS, "Main")).build();

    @TempDir
    private Path folder;

    private Path create(String output, Existing existing) {
        RecordOptions options = new RecordOptions(Optional.ofNullable(output).map(Path::of), existing, Preemption.NORMAL,
                Checks.NORMAL, OptionalInt.empty(), OptionalLong.of(7), Redirect.INHERIT, "test");
        return new RecordingFile(options, folder).create("Main", METADATA, options.schedule());
    }

    @Test
    void timeIsReadableAndSortsByName() {
        assertEquals("20251120-174211", RecordingFile.time(LocalDateTime.of(2025, 11, 20, 17, 42, 11, 123)));
        assertEquals("20250102-030400", RecordingFile.time(LocalDateTime.of(2025, 1, 2, 3, 4)));
    }

    @Test
    void defaultNameIsMainClassAndTime() throws IOException {
        Path file = create(null, Existing.KEEP);
        assertEquals(folder, file.getParent());
        assertTrue(file.getFileName().toString().matches("Main-\\d{8}-\\d{6}\\.backstep"), file.toString());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Recording recording = Recording.open(file)) {
            assertEquals(new Schedule(7, 50_000, false, false), recording.header().schedule());
        }
    }

    @Test
    void sameNameIsNeverUsedTwice() {
        assertNotEquals(create(null, Existing.KEEP), create(null, Existing.KEEP));
    }

    @Test
    void folderTakesTheDefaultName() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        assertEquals(folder.resolve("sub"), create("sub", Existing.KEEP).getParent());
    }

    @Test
    void existingFileIsReplacedOnlyByForce() throws IOException {
        Files.writeString(folder.resolve("x"), "precious");
        String message = assertThrows(RecordingNotStartedException.class, () -> create("x", Existing.KEEP)).getMessage();
        assertTrue(message.contains("--force"), message);
        assertEquals("precious", Files.readString(folder.resolve("x")));
        create("x", Existing.REPLACE);
        Recording.open(folder.resolve("x")).close();
    }

    @Test
    void missingFolderIsSaidInOneSentence() {
        String message = assertThrows(RecordingNotStartedException.class, () -> create("no/such/x", Existing.KEEP))
                .getMessage();
        assertTrue(message.endsWith("no/such/x: no such folder; choose another place with -o"), message);
    }

    @Test
    void chaosMeansShortSlices() {
        RecordOptions options = new RecordOptions(Optional.empty(), Existing.KEEP, Preemption.CHAOS, Checks.PARANOID,
                OptionalInt.empty(), OptionalLong.of(1), Redirect.INHERIT, "test");
        assertEquals(new Schedule(1, 1000, true, true), options.schedule());
    }
}
