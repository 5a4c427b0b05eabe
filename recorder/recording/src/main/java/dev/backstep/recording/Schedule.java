package dev.backstep.recording;

/**
 * What decides the preemptions of a recording.
 *
 * @param seed of the generator of time slices
 * @param meanSliceTicks mean length of a time slice, in ticks; positive
 * @param chaos whether slices are very short and priorities random, to provoke races
 * @param paranoid whether a digest of the state precedes each event, to find the first difference of a replay
 */
public record Schedule(long seed, int meanSliceTicks, boolean chaos, boolean paranoid) {
    /** @throws IllegalArgumentException if the mean slice is not positive */
    public Schedule {
        if (meanSliceTicks <= 0) {
            throw new IllegalArgumentException("mean slice of " + meanSliceTicks + " ticks");
        }
    }

    int flags() {
        return (chaos ? RecordingLayout.SCHEDULE_CHAOS : 0) | (paranoid ? RecordingLayout.SCHEDULE_PARANOID : 0);
    }
}
