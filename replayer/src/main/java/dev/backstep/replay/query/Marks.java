package dev.backstep.replay.query;

import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Makes lanes of marks from things in any order. */
final class Marks {
    private Marks() { }

    /** @param count of the things, whose steps, threads and texts are asked for by index */
    static MarkLane lane(MarkKind kind, int count, IntToLongFunction step, IntUnaryOperator thread, IntFunction<String> text) {
        int[] order = isAscending(count, step) ? IntStream.range(0, count).toArray()
                : IntStream.range(0, count).boxed().sorted(Comparator.comparingLong(step::applyAsLong)).mapToInt(i -> i).toArray();
        long[] steps = new long[count];
        int[] threads = new int[count];
        for (int i = 0; i < count; i++) {
            steps[i] = step.applyAsLong(order[i]);
            threads[i] = thread.applyAsInt(order[i]);
        }
        return new MarkLane(kind, steps, threads, i -> text.apply(order[i]));
    }

    private static boolean isAscending(int count, IntToLongFunction step) {
        for (int i = 1; i < count; i++) {
            if (step.applyAsLong(i) < step.applyAsLong(i - 1)) {
                return false;
            }
        }
        return true;
    }
}
