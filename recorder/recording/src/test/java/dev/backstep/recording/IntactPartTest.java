package dev.backstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntactPartTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("x.backstep");
        new RecordingBuilder().typical().writeClosed(file);
    }

    @Test
    void nothingIsWrongWithAGoodOne() throws IOException {
        try (Recording recording = Recording.open(file)) {
            assertTrue(IntactPart.damage(recording).isEmpty());
        }
    }

    @Test
    void damagedTrailerDoesNotHarmTheLog() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        nothingIsWrongWithAGoodOne();
    }

    @Test
    void copyEndsWithTheLastWholeEvent() throws IOException {
        Path copy = folder.resolve("copy.backstep");
        try (Recording recording = Recording.open(file)) {
            long logEnd = recording.header().committedEnd();
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) logEnd - 1));
        }
        try (Recording recording = Recording.open(file)) {
            IntactPart.copy(recording, IntactPart.damage(recording).orElseThrow(), copy);
        }
        try (Recording recording = Recording.open(copy)) {
            assertTrue(new RecordingVerifier(recording, offset -> { }).verify().intact());
            assertEquals(21, recording.header().eventCount());
            assertEquals(RecordingState.OPEN, recording.header().state());
            assertEquals(RecordingBuilder.metadata(), recording.metadata());
        }
    }

    @Test
    void nothingOfABadBlockIsUsed() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[8192 + 60] ^= 1;
        Files.write(file, bytes);
        try (Recording recording = Recording.open(file)) {
            assertEquals(recording.header().logOffset(), IntactPart.damage(recording).orElseThrow().intactEnd());
        }
    }
}
