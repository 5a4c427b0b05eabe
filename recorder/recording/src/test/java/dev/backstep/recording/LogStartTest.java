package dev.backstep.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogStartTest {
    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("x.backstep");
        new RecordingBuilder().typical().writeClosed(file);
    }

    private static List<Event> rest(EventReader reader) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        return events;
    }

    @Test
    void readingFromAnyEventGivesTheSameEvents() throws IOException {
        try (Recording recording = Recording.open(file)) {
            List<Event> all = rest(recording.events());
            EventReader reader = recording.events();
            for (int i = 0; i < all.size(); i++) {
                assertEquals(all.subList(i, all.size()).toString(), rest(recording.events(reader.here())).toString());
                reader.next();
            }
        }
    }

    @Test
    void whatIsBeforeTheBeginMayBeGone() throws IOException {
        List<Event> expected;
        LogStart start;
        try (Recording recording = Recording.open(file)) {
            EventReader reader = recording.events();
            for (int i = 0; i < 7; i++) {
                reader.next();
            }
            start = reader.here();
            expected = rest(reader);
            start.write(file, 1);
            zero(recording.header().logOffset(), start.offset());
        }
        try (Recording recording = Recording.open(file)) {
            assertEquals(7, recording.start().orElseThrow().index());
            assertEquals(expected.toString(), rest(recording.events()).toString());
            Verification verification = new RecordingVerifier(recording, offset -> { }).verify();
            assertTrue(verification.intact(), () -> verification.problems().toString());
        }
    }

    @Test
    void slotThatIsNotWholeLeavesTheOneBefore() throws IOException {
        try (Recording recording = Recording.open(file)) {
            EventReader reader = recording.events();
            for (int i = 1; i <= 3; i++) {
                reader.next();
                reader.here().write(file, i);
            }
        }
        zero(RecordingLayout.START_SLOT_OFFSETS[1] + 8, RecordingLayout.START_SLOT_OFFSETS[1] + 24);
        try (Recording recording = Recording.open(file)) {
            assertEquals(2, recording.start().orElseThrow().index());
        }
    }

    private void zero(long from, long to) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(from);
            access.write(new byte[(int) (to - from)]);
        }
    }
}
