package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Queries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Queries as a part of a session: besides what users ask, what motions need to know of the whole recording. */
public interface PassQueries extends Queries, AutoCloseable {
    /**
     * A place that a breakpoint stops at which is not a place in code.
     *
     * @param step of the line that threw, read or wrote
     * @param text for people: which exception, which field
     */
    record PassHit(long step, int thread, CodeLocation line, String text) { }

    /**
     * Where a condition may hold.
     *
     * @param steps executions of its line, ascending
     * @param until that is known of
     */
    record MayHold(long[] steps, long until) {
        /** At another line, too. */
        MayHold and(MayHold other) {
            long[] both = Arrays.copyOf(steps, steps.length + other.steps.length);
            System.arraycopy(other.steps, 0, both, steps.length, other.steps.length);
            Arrays.sort(both);
            return new MayHold(both, Math.min(until, other.until));
        }

        /** The first after a step; {@link #until} if there is none before that. */
        long after(long step) {
            int found = Arrays.binarySearch(steps, step + 1);
            int at = found >= 0 ? found : -found - 1;
            return at < steps.length ? steps[at] : until;
        }
    }

    /** Takes a pass over the recording. @return empty if only a debugger can tell */
    Optional<MayHold> mayHold(CodeLocation line, String condition);

    /** All throws that a breakpoint wants, in the whole recording, in order. May take a pass over it; later calls are fast. */
    List<PassHit> throwsOf(Breakpoint.Exception breakpoint);

    /** All reads and writes that a breakpoint wants, likewise. */
    List<PassHit> accessesOf(Breakpoint.Field breakpoint);

    /** Number of the last step; 0 if it is not known without a pass. */
    long lastStep();

    /** The first step at or after a time. @param nanos since the start of the recording */
    long stepAt(long nanos);

    /** The session ends. */
    @Override
    void close();
}
