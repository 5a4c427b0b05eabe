package dev.backstep.replay.travel;

import dev.backstep.replay.query.VariableKey;
import dev.backstep.replay.session.Inspection;

/** Inspection as a part of a session. */
public interface Inspector extends Inspection, AutoCloseable {
    /**
     * Evaluates the condition of a breakpoint in the innermost frame of application code of a thread, at the present position.
     *
     * @throws dev.backstep.replay.session.SessionException if it cannot be evaluated or is no boolean
     */
    boolean test(String condition, int thread);

    /** The text of a logpoint, expressions in braces replaced by their values. */
    String interpolate(String text, int thread);

    /** Which variable a part of what was shown is. @see dev.backstep.replay.session.VariableView#container */
    VariableKey variable(long container, String name);

    /** The program runs on by itself from where it was looked at: ids are stale, the debugger stays. */
    void letGo();

    /** The session is about to move: ids are stale from now on, the debugger is detached. */
    void leave();

    /** The session ends. */
    @Override
    void close();
}
