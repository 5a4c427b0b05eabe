package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Queries;
import java.util.List;

/** Queries as a part of a session: besides what users ask, what motions need to know of the whole recording. */
public interface PassQueries extends Queries, AutoCloseable {
    /**
     * A place that a breakpoint stops at which is not a place in code.
     *
     * @param step of the line that threw, read or wrote
     * @param text for people: which exception, which field
     */
    record PassHit(long step, int thread, String text) { }

    /** All throws that a breakpoint wants, in the whole recording, in order. May take a pass over it; later calls are fast. */
    List<PassHit> throwsOf(Breakpoint.Exception breakpoint);

    /** All reads and writes that a breakpoint wants, likewise. */
    List<PassHit> accessesOf(Breakpoint.Field breakpoint);

    /** The first step at or after a time. @param nanos since the start of the recording */
    long stepAt(long nanos);

    /** The session ends. */
    @Override
    void close();
}
