package dev.backstep.replay.session;

/**
 * Moves a session through its recording. One motion at a time: they block until the session stands again, and whoever
 * calls while another is under way waits for it. Each is checked against the event log.
 *
 * <p>All throw {@link DivergedException} if replay met another fact than the recorded one, and {@link SessionException}
 * with one sentence for the user if the motion cannot be made.
 */
public interface Motions {
    /**
     * To the next or last line of a thread, by Java's meaning of lines: over calls, lambdas and unwinding exceptions, whatever
     * other threads do in between. Stops earlier at breakpoints.
     */
    Stop step(StepKind kind, Direction direction, int thread);

    /**
     * Out of the method that a line has called, into the next one that the same line calls; to the next line if it calls no other. Stops earlier
     * at breakpoints.
     */
    default Stop nextCall(int thread) {
        return step(StepKind.OUT, Direction.FORWARD, thread);
    }

    /** To the next breakpoint, or the last one before now. Start and end of the recording stop as well. */
    Stop resume(Direction direction);

    /** To where a line is reached next, or was reached last, by any thread. */
    Stop runTo(CodeLocation line, Direction direction);

    Stop seek(Target target);

    /** Ends the motion that is under way, from another thread, at the line it has come to. No effect if there is none. */
    void pause();

    /** Leaves a diversion: back to the recorded timeline, at the position where it was left. */
    Stop endDiversion();
}
