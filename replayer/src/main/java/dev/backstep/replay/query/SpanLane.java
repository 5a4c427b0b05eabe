package dev.backstep.replay.query;

import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one thread, several times: each level is {@value #FACTOR} times as coarse as the one before. Any part of it can
 * be had at any scale by two binary searches and a merge of a few times as many spans as are wanted.
 */
final class SpanLane {
    private static final int FACTOR = 4;
    /** A level with fewer spans has no coarser one. */
    private static final int FEW = 2048;

    private final int thread;
    private final String name;
    private final List<Spans> levels = new ArrayList<>();
    /** Least length of spans in each level. */
    private final List<Long> leastLengths = new ArrayList<>();

    SpanLane(int thread, String name, Spans spans) {
        this.thread = thread;
        this.name = name;
        levels.add(spans);
        leastLengths.add(1L);
        int n = spans.size();
        long extent = n == 0 ? 0 : spans.to()[n - 1] - spans.from()[0];
        long length = Math.max(FACTOR, extent / Math.max(1, n) * FACTOR);
        while (levels.getLast().size() > FEW && length < extent) {
            Spans finer = levels.getLast();
            Spans coarser = SpanMerger.merge(finer, 0, finer.size(), length);
            if (coarser.size() <= finer.size() / 2) {
                levels.add(coarser);
                leastLengths.add(length);
            }
            length *= FACTOR;
        }
    }

    int thread() {
        return thread;
    }

    String name() {
        return name;
    }

    Spans spans() {
        return levels.getFirst();
    }

    /**
     * The spans that lie in [from, to) or reach into it.
     *
     * @param most how many at the most, give or take the two at the ends
     */
    Spans part(long from, long to, int most) {
        Spans all = levels.getFirst();
        int start = all.firstEndingAfter(from);
        int end = all.firstFrom(to);
        if (end - start <= most) {
            return all.part(start, Math.max(start, end));
        }
        // Two spans in a row cover the least length, so there are at most two for each.
        long leastLength = Math.max(1, Math.ceilDiv(2 * (to - from), most));
        Spans level = levels.get(coarsestBelow(leastLength));
        return SpanMerger.merge(level, level.firstEndingAfter(from), level.firstFrom(to), leastLength);
    }

    private int coarsestBelow(long leastLength) {
        int level = 0;
        while (level + 1 < levels.size() && leastLengths.get(level + 1) <= leastLength / 2) {
            level++;
        }
        return level;
    }
}
