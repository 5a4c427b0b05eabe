package dev.backstep.replay.query;

import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The single moments of one kind, ascending by step.
 *
 * @param texts of the mark with an index, short
 */
record MarkLane(MarkKind kind, long[] steps, int[] threads, IntFunction<String> texts) {
    /** Some marks in a row, shown as one. @param first of them */
    record Group(MarkLane lane, int first, int count) {
        long step() {
            return lane.steps[first];
        }
    }

    /** What lies in [from, to), in at most so many groups. One binary search for each. */
    List<Group> part(long from, long to, int most) {
        int start = LongArray.lowerBound(steps, from);
        int end = LongArray.lowerBound(steps, to);
        List<Group> groups = new ArrayList<>();
        boolean all = end - start <= most;
        long width = Math.max(1, Math.ceilDiv(to - from, most));
        for (int i = start; i < end;) {
            int next = all ? i + 1 : LongArray.lowerBound(steps, i, end, from + ((steps[i] - from) / width + 1) * width);
            groups.add(new Group(this, i, next - i));
            i = next;
        }
        return groups;
    }
}
