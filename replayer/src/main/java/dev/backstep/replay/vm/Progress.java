package dev.backstep.replay.vm;

import java.util.Set;

/**
 * How far a replay that is held has come, besides its {@link Arrival}.
 *
 * @param clockNanos recorded time, since recording began
 * @param logOffset where in the file of the recording the next event begins
 * @param met occasions since it was held before
 * @param label what the program, or who asked from outside, calls the place; empty if nobody did
 */
public record Progress(long clockNanos, long logOffset, Set<Occasion> met, String label) {
    public Progress {
        met = Set.copyOf(met);
    }
}
