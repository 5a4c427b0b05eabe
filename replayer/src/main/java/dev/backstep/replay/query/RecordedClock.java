package dev.backstep.replay.query;

import java.util.Arrays;

/**
 * The time at which the recorded program came to its steps.
 *
 * @param steps ascending; equal where time passed without a step
 * @param nanos since recording began, ascending
 */
record RecordedClock(long[] steps, long[] nanos) {
    /** At most about so many points of [from, to), with the one before and the one behind. */
    RecordedClock part(long from, long to, int most) {
        int start = Math.max(0, LongArray.lowerBound(steps, from) - 1);
        int end = Math.min(steps.length, LongArray.lowerBound(steps, to) + 1);
        int stride = Math.max(1, Math.ceilDiv(end - start, most));
        LongArray someSteps = new LongArray();
        LongArray someNanos = new LongArray();
        for (int i = start; i < end; i = i == end - 1 ? end : Math.min(end - 1, i + stride)) {
            someSteps.add(steps[i]);
            someNanos.add(nanos[i]);
        }
        return new RecordedClock(someSteps.toArray(), someNanos.toArray());
    }

    /** The last step known to have been reached at a time. */
    long stepAt(long time) {
        int i = Arrays.binarySearch(nanos, time);
        int at = i >= 0 ? i : -i - 2;
        return at < 0 ? 0 : steps[at];
    }
}
