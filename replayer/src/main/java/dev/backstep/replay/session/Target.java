package dev.backstep.replay.session;

/** Something to go to. */
public sealed interface Target {
    /** A position; past the end means the end. */
    record At(Position position) implements Target { }

    /** The first line at or after a count of ticks. */
    record Tick(long tick) implements Target { }

    /** The first line after the event with this number. */
    record Event(long number) implements Target { }

    /** The first line at or after a time of the recording. @param nanos since the start of the recording */
    record Time(long nanos) implements Target { }

    /** Where line {@code index} (from 0) of the console was printed. */
    record ConsoleLine(int index) implements Target { }

    /** Where exception {@code index} (from 0) of {@link Queries#exceptions} was thrown. */
    record Thrown(int index) implements Target { }

    /** A checkpoint of {@link Queries#checkpoints}. */
    record AtCheckpoint(int id) implements Target { }

    record Start() implements Target { }

    record End() implements Target { }
}
