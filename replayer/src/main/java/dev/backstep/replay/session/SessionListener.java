package dev.backstep.replay.session;

/** Hears of what happens in a session, on a thread of the session. Must return soon. */
public interface SessionListener {
    /** A motion began. */
    default void moving(Direction direction) { }

    /** The session stands. */
    default void stopped(Stop stop) { }

    /** @param fraction 0 to 1. @param task what is being done, for people; empty at its end */
    default void progress(String task, double fraction) { }

    /** A logpoint was reached, or the program printed something in a diversion. */
    default void message(String text) { }

    /** Somebody has replaced the breakpoints. */
    default void breakpointsSet() { }

    default void breakpointChanged(Breakpoint.Status status) { }

    default void checkpointsChanged() { }

    /** The session is over. @param reason a sentence, empty if it was closed */
    default void ended(String reason) { }
}
