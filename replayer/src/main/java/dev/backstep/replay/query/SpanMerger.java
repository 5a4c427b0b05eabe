package dev.backstep.replay.query;

import java.util.Arrays;

/**
 * Makes spans coarser: what is shorter than a least length is joined with its neighbours, and has the state in which most of
 * it was spent. Spans that are long enough keep their bounds. Of two spans in a row at least one is long enough, or they are
 * separated by time that no span covers.
 */
final class SpanMerger {
    private static final int STATES = 8;

    private final long leastLength;
    private final long[] spent = new long[STATES];
    private long groupFrom;
    private long groupTo;
    private boolean open;

    private long[] from = new long[64];
    private long[] to = new long[64];
    private byte[] state = new byte[64];
    private int size;

    SpanMerger(long leastLength) {
        this.leastLength = leastLength;
    }

    static Spans merge(Spans spans, int start, int end, long leastLength) {
        SpanMerger merger = new SpanMerger(leastLength);
        for (int i = start; i < end; i++) {
            merger.add(spans.from()[i], spans.to()[i], spans.state()[i]);
        }
        return merger.spans();
    }

    void add(long spanFrom, long spanTo, byte spanState) {
        if (spanTo <= spanFrom) {
            return;
        }
        if (open && spanFrom > groupTo) {
            close();
        }
        if (spanTo - spanFrom >= leastLength) {
            close();
            put(spanFrom, spanTo, spanState);
            return;
        }
        if (!open) {
            open = true;
            groupFrom = spanFrom;
        }
        groupTo = spanTo;
        spent[spanState] += spanTo - spanFrom;
        if (groupTo - groupFrom >= leastLength) {
            close();
        }
    }

    Spans spans() {
        close();
        return new Spans(Arrays.copyOf(from, size), Arrays.copyOf(to, size), Arrays.copyOf(state, size));
    }

    private void close() {
        if (!open) {
            return;
        }
        byte most = 0;
        for (byte s = 1; s < STATES; s++) {
            most = spent[s] > spent[most] ? s : most;
        }
        Arrays.fill(spent, 0);
        open = false;
        put(groupFrom, groupTo, most);
    }

    private void put(long spanFrom, long spanTo, byte spanState) {
        if (size > 0 && to[size - 1] == spanFrom && state[size - 1] == spanState) {
            to[size - 1] = spanTo;
            return;
        }
        if (size == from.length) {
            from = Arrays.copyOf(from, size * 2);
            to = Arrays.copyOf(to, size * 2);
            state = Arrays.copyOf(state, size * 2);
        }
        from[size] = spanFrom;
        to[size] = spanTo;
        state[size++] = spanState;
    }
}
