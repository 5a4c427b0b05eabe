package dev.backstep.replay.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanLaneTest {
    private static Spans spans(long[] bounds, int... states) {
        SpanMerger merger = new SpanMerger(1);
        for (int i = 0; i < states.length; i++) {
            merger.add(bounds[i], bounds[i + 1], (byte) states[i]);
        }
        return merger.spans();
    }

    private static SpanLane random(int count, long seed) {
        Random random = new Random(seed);
        SpanMerger merger = new SpanMerger(1);
        long at = 5;
        for (int i = 0; i < count; i++) {
            long length = random.nextInt(50) == 0 ? 1 + random.nextInt(10_000) : 1 + random.nextInt(20);
            merger.add(at, at + length, (byte) (i % 2 == 0 ? 0 : 1 + random.nextInt(6)));
            at += length;
        }
        return new SpanLane(7, "worker", merger.spans());
    }

    private static long spent(Spans spans, int state) {
        long sum = 0;
        for (int i = 0; i < spans.size(); i++) {
            sum += spans.state()[i] == state ? spans.to()[i] - spans.from()[i] : 0;
        }
        return sum;
    }

    @Test
    void fewSpansAreGivenAsTheyAre() {
        SpanLane lane = new SpanLane(1, "main", spans(new long[] {0, 10, 15, 40, 41}, 0, 2, 0, 1));
        Spans part = lane.part(12, 41, 10);
        assertArrayEquals(new long[] {10, 15, 40}, part.from());
        assertArrayEquals(new long[] {15, 40, 41}, part.to());
        assertArrayEquals(new byte[] {2, 0, 1}, part.state());
    }

    @Test
    void partOutsideTheLaneIsEmpty() {
        SpanLane lane = new SpanLane(1, "main", spans(new long[] {10, 20}, 0));
        assertEquals(0, lane.part(20, 30, 10).size());
        assertEquals(0, lane.part(0, 10, 10).size());
        assertEquals(1, lane.part(19, 20, 10).size());
    }

    @Test
    void neighboursInTheSameStateAreOne() {
        assertEquals(1, spans(new long[] {0, 10, 20}, 3, 3).size());
    }

    @Test
    void mergedSpansHaveTheStateInWhichMostWasSpent() {
        Spans merged = SpanMerger.merge(spans(new long[] {0, 3, 10, 11, 12}, 0, 4, 0, 1), 0, 4, 12);
        assertArrayEquals(new long[] {0}, merged.from());
        assertArrayEquals(new long[] {12}, merged.to());
        assertArrayEquals(new byte[] {4}, merged.state());
    }

    @Test
    void longSpansKeepTheirBoundsAmongShortOnes() {
        Spans merged = SpanMerger.merge(spans(new long[] {0, 2, 4, 104, 106, 107}, 0, 1, 2, 0, 1), 0, 5, 50);
        assertArrayEquals(new long[] {0, 4, 104}, merged.from());
        assertArrayEquals(new long[] {4, 104, 107}, merged.to());
    }

    @Test
    void timeWithoutSpansStaysFree() {
        SpanMerger merger = new SpanMerger(100);
        merger.add(0, 10, (byte) 0);
        merger.add(20, 30, (byte) 0);
        assertArrayEquals(new long[] {10, 30}, merger.spans().to());
    }

    @Test
    void anyPartAtAnyScaleCoversTheSameTimeWithoutOverlapInFewSpans() {
        SpanLane lane = random(200_000, 42);
        Spans all = lane.spans();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            long extent = all.to()[all.size() - 1];
            long from = random.nextLong(extent);
            long to = from + 1 + random.nextLong(random.nextBoolean() ? extent : 1000);
            int most = 1 + random.nextInt(500);
            Spans part = lane.part(from, to, most);
            assertTrue(part.size() <= most + 2, () -> part.size() + " spans instead of " + most);
            assertTrue(part.from()[0] <= from || from < 5, "beginning is covered");
            assertTrue(part.to()[part.size() - 1] >= Math.min(to, extent), "end is covered");
            for (int k = 1; k < part.size(); k++) {
                assertEquals(part.to()[k - 1], part.from()[k]);
            }
        }
    }

    @Test
    void coarsePictureKeepsTheShareOfTheMainState() {
        SpanMerger merger = new SpanMerger(1);
        for (long at = 0; at < 1_000_000; at += 10) {
            merger.add(at, at + 9, (byte) 0);
            merger.add(at + 9, at + 10, (byte) 1);
        }
        SpanLane lane = new SpanLane(0, "main", merger.spans());
        assertEquals(1_000_000, spent(lane.part(0, 1_000_000, 100), 0));
    }

    @Test
    void aMillionSpansAreCutInMilliseconds() {
        SpanLane lane = random(1_000_000, 7);
        long extent = lane.spans().to()[lane.spans().size() - 1];
        lane.part(0, extent, 2000);
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            lane.part(i, extent - i, 2000);
        }
        long millis = (System.nanoTime() - start) / 50 / 1_000_000;
        assertTrue(millis < 20, millis + " ms for a whole lane");
    }
}
