package dev.backstep.recording;

import java.util.List;
import java.util.OptionalInt;

/**
 * How the debuggee's process ended, as its parent saw it.
 *
 * @param exitStatus of the process; empty if a signal killed it
 * @param signal that killed it; empty if it exited
 * @param wallNanos from start to end
 * @param warnings what the recording could not cover, one sentence each
 */
public record RecordingEnd(OptionalInt exitStatus, OptionalInt signal, long wallNanos, List<String> warnings) {
    /** @throws IllegalArgumentException if there are both a status and a signal */
    public RecordingEnd {
        if (exitStatus.isPresent() && signal.isPresent()) {
            throw new IllegalArgumentException("a process cannot both exit and be killed");
        }
        warnings = List.copyOf(warnings);
    }

    public static RecordingEnd exited(int status, long wallNanos, List<String> warnings) {
        return new RecordingEnd(OptionalInt.of(status), OptionalInt.empty(), wallNanos, warnings);
    }

    public static RecordingEnd killed(int signal, long wallNanos, List<String> warnings) {
        return new RecordingEnd(OptionalInt.empty(), OptionalInt.of(signal), wallNanos, warnings);
    }

    /** For a recording found unclosed later, when nobody knows any more. */
    public static RecordingEnd unknown() {
        return new RecordingEnd(OptionalInt.empty(), OptionalInt.empty(), 0, List.of());
    }
}
