package dev.backstep.replay.session;

/**
 * A picture of a whole recording that is there before anything of it was replayed.
 *
 * @param axis what the numbers of the picture count
 * @param end the last of them
 * @param events of the recording
 * @param picture with an axis of ticks it has lanes without spans, and marks of the kind EVENT only: what threads did between their
 *         events the log does not say
 */
public record FirstLook(Axis axis, long end, long events, TimelineSlice picture) {
    /** Of a picture: positions where a replay has gone through the recording before, else ticks. */
    public enum Axis {
        STEPS, TICKS
    }
}
