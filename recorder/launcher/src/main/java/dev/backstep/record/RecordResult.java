package dev.backstep.record;

import dev.backstep.recording.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code record} leaves behind.
 *
 * @param exitCode of the program; 128 + N if signal N killed it
 * @param recorded the recording; empty if the command ran no program ({@code java -version})
 */
public record RecordResult(int exitCode, Optional<Recorded> recorded) {
    /**
     * The recording that was made.
     *
     * @param file where it is
     * @param ending how its log ends
     * @param eventCount events in it
     * @param tickCount ticks of the program
     * @param sizeBytes of the file
     * @param warnings what could not be covered, and why recording stopped early or could not be closed
     * @param deadlocks threads and locks, one text for each deadlock
     */
    public record Recorded(Path file, Ending ending, long eventCount, long tickCount, long sizeBytes, List<String> warnings,
                           List<String> deadlocks) {
        public Recorded {
            warnings = List.copyOf(warnings);
            deadlocks = List.copyOf(deadlocks);
        }
    }
}
