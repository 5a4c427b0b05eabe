package dev.backstep.replay.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MarkLaneTest {
    private static MarkLane lane(MarkKind kind, long... steps) {
        return Marks.lane(kind, steps.length, i -> steps[i], i -> i, i -> kind + " " + steps[i]);
    }

    private static TimelineSlice slice(long from, long to, int most, MarkLane... lanes) {
        RecordedClock clock = new RecordedClock(new long[] {0}, new long[] {0});
        return new TimelineSlicer(List.of(), List.of(lanes), clock).slice(new Position(from), new Position(to), most);
    }

    @Test
    void marksOfAllKindsComeInOrder() {
        TimelineSlice.Marks marks = slice(0, 100, 10, lane(MarkKind.CONSOLE, 3, 50), lane(MarkKind.FILE, 4, 100)).marks();
        assertArrayEquals(new long[] {3, 4, 50}, marks.step());
        assertArrayEquals(new int[] {1, 1, 1}, marks.count());
        assertArrayEquals(new String[] {"CONSOLE 3", "FILE 4", "CONSOLE 50"}, marks.text());
    }

    @Test
    void marksThatLieTooDenseAreCounted() {
        MarkLane dense = lane(MarkKind.CONSOLE, LongStream.range(0, 1000).toArray());
        TimelineSlice.Marks marks = slice(0, 1000, 10, dense).marks();
        assertArrayEquals(LongStream.range(0, 10).map(i -> i * 100).toArray(), marks.step());
        assertEquals(1000, IntStream.of(marks.count()).sum());
        assertEquals("CONSOLE 300", marks.text()[3]);
    }

    @Test
    void marksAreSortedWhenTheyCameOtherwise() {
        MarkLane lane = lane(MarkKind.CONSOLE, 30, 10, 20);
        assertArrayEquals(new long[] {10, 20, 30}, lane.steps());
        assertArrayEquals(new int[] {1, 2, 0}, lane.threads());
        assertEquals("CONSOLE 20", lane.texts().apply(1));
    }

    @Test
    void clockKeepsTheEndsAndThePointsAround() {
        long[] numbers = LongStream.rangeClosed(0, 1000).toArray();
        RecordedClock part = new RecordedClock(numbers, numbers).part(100, 900, 50);
        assertEquals(99, part.steps()[0]);
        assertEquals(900, part.steps()[part.steps().length - 1]);
        assertTrue(part.steps().length <= 52, part.steps().length + " points");
    }

    @Test
    void stepAtATimeIsTheLastOneBefore() {
        RecordedClock clock = new RecordedClock(new long[] {0, 10, 10, 30}, new long[] {0, 100, 200, 300});
        assertEquals(0, clock.stepAt(99));
        assertEquals(10, clock.stepAt(100));
        assertEquals(10, clock.stepAt(250));
        assertEquals(30, clock.stepAt(5000));
    }
}
