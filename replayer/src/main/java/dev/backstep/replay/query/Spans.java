package dev.backstep.replay.query;

import java.util.Arrays;

/**
 * States of one thread over time: in span {@code i} it was in {@code state[i]} while {@code from[i] <= step < to[i]}.
 * Ascending, without overlap.
 */
record Spans(long[] from, long[] to, byte[] state) {
    int size() {
        return from.length;
    }

    /** First span that ends after a step. */
    int firstEndingAfter(long step) {
        return LongArray.lowerBound(to, step + 1);
    }

    /** First span that begins at or after a step. */
    int firstFrom(long step) {
        return LongArray.lowerBound(from, step);
    }

    Spans part(int start, int end) {
        return new Spans(Arrays.copyOfRange(from, start, end), Arrays.copyOfRange(to, start, end),
                Arrays.copyOfRange(state, start, end));
    }
}
