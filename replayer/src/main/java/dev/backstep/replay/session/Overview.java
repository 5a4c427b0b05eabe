package dev.backstep.replay.session;

import dev.backstep.replay.Divergence;
import java.util.Optional;

/**
 * The extent of a recording, known after its first complete replay.
 *
 * @param durationNanos from start to end, by the recorded clock
 * @param ending how the program ended, a sentence without full stop
 * @param failure position of what made the program fail, to start debugging at: the last uncaught exception, the deadlock
 * @param divergence where the replay left the recording: then the rest is about what comes before
 */
public record Overview(Position end, long ticks, long events, long durationNanos, String ending, Optional<Position> failure,
                       Optional<Divergence> divergence) {
    /** Of a recording that replays to its end. */
    public Overview(Position end, long ticks, long events, long durationNanos, String ending, Optional<Position> failure) {
        this(end, ticks, events, durationNanos, ending, failure, Optional.empty());
    }
}
