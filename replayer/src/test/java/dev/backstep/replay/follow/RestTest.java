package dev.backstep.replay.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.RecordingBuilder;
import dev.backstep.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording of 3 s and 5,000 ticks. Event 1 is a read of a file, 2 a mark of the program, 3 a read of a socket, 4 the clock. */
class RestTest {
    private static final List<String> NATIVES =
            List.of("java/io/FileInputStream.readBytes", "sun/nio/ch/SocketDispatcher.read0");
    private static final int SOCKET_READ = 1;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1s, 0, true", "3s, 0, true", "4s, 0, true", "4s, 4, false", "5000ticks, 4, true", "5001ticks, 4, false",
            "adaptive, 4, true", "network, 0, true", "network, 3, true", "network, 4, false", "asked, 2, true", "asked, 3, false",
            "write:demo.Counter.count, 4, true"})
    void rulesAreLookedForInWhatIsLeft(String rule, long fromEvent, boolean expected) throws IOException {
        Due due = new Due(CheckpointRules.parse(List.of(rule)), NATIVES);
        assertEquals(expected, new Rest(recording(), due.occasions().hooks()).callsForOne(fromEvent, due.occasions()));
    }

    @Test
    void adaptiveCheckpointsAreNoReasonToWait() throws IOException {
        Due due = new Due(CheckpointRules.parse(List.of("adaptive")), NATIVES);
        due.endAdaptive();
        assertEquals(false, new Rest(recording(), due.occasions().hooks()).callsForOne(4, due.occasions()));
    }

    private Path recording() throws IOException {
        RecordingBuilder builder = new RecordingBuilder();
        builder.events().event(EventCodes.CLOCK, w -> w.varint(1_000_000_000)).ticks(1000).returned(RecordingBuilder.READ_BYTES, w -> w.number(0))
                .event(EventCodes.CHECKPOINT_ASKED, w -> w.latin1("here")).returned(SOCKET_READ, w -> w.number(0))
                .ticks(4000).event(EventCodes.CLOCK, w -> w.varint(2_000_000_000)).exit(0);
        Path file = folder.resolve("made.backstep");
        builder.state(RecordingState.EXITED).write(file);
        return file;
    }
}
