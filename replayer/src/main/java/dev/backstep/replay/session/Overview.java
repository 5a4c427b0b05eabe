package dev.backstep.replay.session;

import java.util.Optional;

/**
 * The extent of a recording, known after its first complete replay.
 *
 * @param durationNanos from start to end, by the recorded clock
 * @param ending how the program ended, a sentence without full stop
 * @param failure position of what made the program fail, to start debugging at: the last uncaught exception, the deadlock
 */
public record Overview(Position end, long ticks, long events, long durationNanos, String ending, Optional<Position> failure) { }
