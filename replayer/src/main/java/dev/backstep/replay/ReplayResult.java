package dev.backstep.replay;

/** How a replay went. */
public sealed interface ReplayResult {
    /**
     * How far a replay came.
     *
     * @param events taken from the log
     * @param ticks of the program
     * @param switches from thread to thread
     */
    record Counts(long events, long ticks, long switches) { }

    Counts counts();

    /** Every event was met again and the program ended as recorded. */
    record Exact(Counts counts, int exitStatus) implements ReplayResult { }

    /** Every event was met again, up to where the recording ends before the program did. */
    record Ended(Counts counts) implements ReplayResult { }

    /**
     * Every event was met again, and then the JVM died of a signal in native code, as the recorded one did.
     *
     * @param signal what killed it
     */
    record Crashed(Counts counts, int signal) implements ReplayResult { }

    /**
     * Every event was met again up to where the recording is damaged or cut off.
     *
     * @param offset in the file, of the first thing that is wrong
     * @param problem what is wrong there, as the end of a sentence
     */
    record Damaged(Counts counts, long offset, String problem) implements ReplayResult { }

    /** The program did something else than in the recording. */
    record Diverged(Counts counts, Divergence divergence) implements ReplayResult { }

    /** The replay itself did not work; {@code problem} is a sentence without full stop. */
    record Failed(Counts counts, String problem) implements ReplayResult { }
}
