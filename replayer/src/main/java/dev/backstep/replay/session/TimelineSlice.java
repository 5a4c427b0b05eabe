package dev.backstep.replay.session;

import java.util.List;

/**
 * A part of the timeline as parallel arrays, ready to be drawn.
 *
 * @param threads a lane each
 * @param marks all else: console output, exceptions, I/O, thread starts and ends, in order of position
 * @param clockSteps positions and
 * @param clockNanos the recorded time at them, both ascending, to label an axis with wall-clock time
 */
public record TimelineSlice(List<ThreadLane> threads, Marks marks, long[] clockSteps, long[] clockNanos) {
    /**
     * Spans of a thread: {@code from[i] <= step < to[i]}, ascending.
     *
     * @param state ordinals of {@link ThreadView.State}
     */
    public record ThreadLane(int thread, String name, long[] from, long[] to, byte[] state) { }

    /**
     * Single moments.
     *
     * @param kind ordinals of {@link MarkKind}
     * @param count how many were merged into this one
     * @param text of the first of them, short
     */
    public record Marks(long[] step, int[] thread, byte[] kind, int[] count, String[] text) { }

    /** What a mark shows. EVENT, any fact that the log has of a thread, is in a {@link FirstLook} only. */
    public enum MarkKind {
        CONSOLE, EXCEPTION, UNCAUGHT_EXCEPTION, FILE, NETWORK, PROCESS, THREAD_START, THREAD_END, DEADLOCK, SIGNAL, EVENT,
        /** A place that the program, or somebody from outside, has marked: {@code Backstep.checkpoint("label")}. */
        LABEL
    }
}
