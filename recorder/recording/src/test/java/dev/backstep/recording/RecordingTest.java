package dev.backstep.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    private Path folder;

    @Test
    void newRecordingIsPrivateFromTheStart() throws IOException {
        Path file = file();
        RecordingCreator.create(file, RecordingBuilder.metadata(), new Schedule(1, 2, true, true));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void newRecordingHasRoomForTheFirstEvents() throws IOException {
        Path file = file();
        RecordingHeader header = RecordingCreator.create(file, RecordingBuilder.metadata(), new Schedule(-9, 7, true, false));
        assertEquals(0, header.logOffset() % 4096);
        assertEquals(header.logOffset() + RecordingCreator.FIRST_RESERVED_BYTES, Files.size(file));
        assertEquals(new Schedule(-9, 7, true, false), header.schedule());
        assertEquals(RecordingState.OPEN, header.state());
    }

    @Test
    void existingFileIsLeftAlone() throws IOException {
        Path file = file();
        Files.writeString(file, "precious");
        assertThrows(FileAlreadyExistsException.class,
                () -> RecordingCreator.create(file, RecordingBuilder.metadata(), new Schedule(1, 2, false, false)));
        assertEquals("precious", Files.readString(file));
    }

    @Test
    void metadataComesBackEqual() throws IOException {
        Path file = file();
        new RecordingBuilder().write(file);
        try (Recording recording = Recording.open(file)) {
            assertEquals(RecordingBuilder.metadata(), recording.metadata());
            assertEquals(Optional.empty(), recording.trailer());
        }
    }

    @Test
    void closingKeepsTheLogAndDropsReservedSpace() throws IOException {
        Path file = file();
        RecordingBuilder builder = new RecordingBuilder().typical().reserved(100_000);
        RecordingTrailer written = builder.writeClosed(file);
        try (Recording recording = Recording.open(file)) {
            assertTrue(recording.header().closed());
            assertEquals(Optional.of(written), recording.trailer());
            assertEquals(Ending.EXITED, written.ending());
            assertEquals(OptionalInt.of(0), written.end().exitStatus());
            assertEquals(builder.events().eventCount(), written.eventCount());
            assertEquals(recording.header().committedEnd() + recording.header().trailerLengthBytes(), Files.size(file));
            assertEquals(new Verification(List.of(), written.eventCount(), written.tickCount(),
                    recording.header().committedEnd(), recording.header().committedEnd(), true), verify(recording));
        }
    }

    @Test
    void killedDebuggeeLeavesARecordingWithoutExit() throws IOException {
        Path file = file();
        RecordingBuilder builder = new RecordingBuilder();
        builder.events().nanoTime(5);
        builder.write(file);
        RecordingTrailer trailer = RecordingCloser.close(file, RecordingEnd.killed(9, 1, List.of()));
        assertEquals(Ending.KILLED, trailer.ending());
        assertEquals(OptionalInt.of(9), trailer.end().signal());
    }

    @Test
    void closingTwiceChangesNothing() throws IOException {
        Path file = file();
        RecordingTrailer first = new RecordingBuilder().typical().writeClosed(file);
        byte[] bytes = Files.readAllBytes(file);
        assertEquals(first, RecordingCloser.close(file, RecordingEnd.unknown()));
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void launcherKilledWhileClosingLeavesAReadableRecordingThatClosesLater() throws IOException {
        Path file = file();
        new RecordingBuilder().typical().writeClosed(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RecordingLayout.STATE_OFFSET, RecordingLayout.STATE_EXITED)
                .putInt(RecordingLayout.CLOSED_CRC_OFFSET, 0);
        Files.write(file, bytes);
        try (Recording recording = Recording.open(file)) {
            assertFalse(recording.header().closed());
            assertTrue(verify(recording).intact());
        }
        RecordingCloser.close(file, RecordingEnd.unknown());
        try (Recording recording = Recording.open(file)) {
            assertTrue(verify(recording).intact());
            assertTrue(verify(recording).checksummed());
        }
    }

    @Test
    void launcherKilledBeforeTheStateChangesHasClosedTheRecording() throws IOException {
        Path file = file();
        new RecordingBuilder().typical().writeClosed(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(RecordingLayout.STATE_OFFSET, RecordingLayout.STATE_EXITED);
        Files.write(file, bytes);
        try (Recording recording = Recording.open(file)) {
            assertTrue(recording.header().closed());
            assertTrue(verify(recording).checksummed());
        }
    }

    @Test
    void changedByteOfAClosedLogIsFoundByItsChecksum() throws IOException {
        Path file = file();
        RecordingBuilder builder = new RecordingBuilder();
        for (int i = 0; i < 200_000; i++) {
            builder.events().nanoTime(i * 3L);
        }
        RecordingTrailer trailer = builder.writeClosed(file);
        assertTrue(trailer.blockCrcs().length > 4);
        byte[] bytes = Files.readAllBytes(file);
        // The payload of an event in the third block: the log stays well-formed.
        int changed = bytes.length - 3 - 4 * trailer.blockCrcs().length - 200_000;
        bytes[changed] ^= 2;
        Files.write(file, bytes);
        try (Recording recording = Recording.open(file)) {
            Verification result = verify(recording);
            assertEquals(1, result.problems().size(), result.problems().toString());
            long block = result.problems().getFirst().offset();
            assertTrue(block <= changed && changed < block + RecordingTrailer.BLOCK_LENGTH_BYTES);
            assertTrue(result.intactEnd() <= block && result.intactEnd() > block - 10);
        }
    }

    @Test
    void otherFilesAreNoRecordings() throws IOException {
        Path file = file();
        for (String content : List.of("", "PK\3\4", "BACKSTEQ and more")) {
            Files.writeString(file, content);
            assertThrows(NotARecordingException.class, () -> Recording.open(file), content);
        }
        assertThrows(NotARecordingException.class, () -> Recording.open(folder));
        assertThrows(NoSuchFileException.class, () -> Recording.open(folder.resolve("missing")));
    }

    @Test
    void recordingOfALaterVersionSaysSo() throws IOException {
        Path file = file();
        new RecordingBuilder().typical().writeClosed(file);
        patchHeader(file, RecordingLayout.FORMAT_VERSION_OFFSET, RecordingLayout.FORMAT_VERSION + 1);
        RecordingTooNewException tooNew = assertThrows(RecordingTooNewException.class, () -> Recording.open(file));
        assertEquals(RecordingLayout.FORMAT_VERSION + 1, tooNew.formatVersion());
    }

    @Test
    void recordingOfAnEarlierVersionSaysSo() throws IOException {
        Path file = file();
        new RecordingBuilder().typical().writeClosed(file);
        patchHeader(file, RecordingLayout.FORMAT_VERSION_OFFSET, 1);
        assertTrue(assertThrows(RecordingTooOldException.class, () -> Recording.open(file)).getMessage().contains("by an older Backstep"));
    }

    @Test
    void sealHoldsForItsKeyUntilTheRecordingChanges() throws IOException {
        Path file = file();
        new RecordingBuilder().typical().writeClosed(file);
        byte[] key = new byte[32];
        key[5] = 7;
        assertFalse(isSealedBy(key, file));
        RecordingCloser.seal(file, key);
        RecordingCloser.seal(file, key);
        assertTrue(isSealedBy(key, file));
        assertFalse(isSealedBy(new byte[32], file));
        try (Recording recording = Recording.open(file)) {
            assertTrue(verify(recording).intact());
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[RecordingLayout.HEADER_LENGTH_BYTES + 20] ^= 1;
        Files.write(file, bytes);
        assertFalse(isSealedBy(key, file));
    }

    private static boolean isSealedBy(byte[] key, Path file) throws IOException {
        try (Recording recording = Recording.open(file)) {
            return RecordingSeal.isBy(key, recording);
        }
    }

    @Test
    void cutOffTrailerLeavesTheEventsReadable() throws IOException {
        Path file = file();
        RecordingTrailer trailer = new RecordingBuilder().typical().writeClosed(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 2));
        try (Recording recording = Recording.open(file)) {
            assertThrows(CorruptRecordingException.class, recording::trailer);
            Verification result = verify(recording);
            assertEquals(1, result.problems().size());
            assertEquals(trailer.eventCount(), result.eventCount());
        }
    }

    @Test
    void messagesSayWhatToDo() {
        assertEquals("x is damaged at byte 12: bad. 'backstep verify' tells how much of it is intact.",
                new CorruptRecordingException(Path.of("x"), 12, "bad").getMessage());
        assertEquals("x is not a recording: it is empty. 'backstep record -- java …' makes one.",
                new NotARecordingException(Path.of("x"), "it is empty").getMessage());
        assertTrue(new RecordingTooNewException(Path.of("x"), 9).getMessage().endsWith("update Backstep, or record again."));
    }

    private static void patchHeader(Path file, int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(offset, value);
        header.putInt(RecordingLayout.STATIC_CRC_OFFSET, RecordingHeader.staticCrc(header));
        Files.write(file, bytes);
    }

    private static Verification verify(Recording recording) throws IOException {
        return new RecordingVerifier(recording, offset -> { }).verify();
    }

    private Path file() {
        return folder.resolve("x.backstep");
    }
}
