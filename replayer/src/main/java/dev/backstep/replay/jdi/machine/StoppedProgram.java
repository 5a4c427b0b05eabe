package dev.backstep.replay.jdi.machine;

import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.session.SessionException;

/**
 * The stopped debuggee, as whoever runs it shows it to inspection. Nobody moves it while a method of inspection runs.
 */
public interface StoppedProgram {
    /** Another one after each motion, and for each new process; all that was read before is stale then. */
    long generation();

    /**
     * The attached JVM, all threads suspended. The running thread is suspended by an event, so that it can run methods.
     *
     * @throws SessionException if there is none, because the program has ended
     */
    VirtualMachine machine();

    /** Id of the running thread, as in the event log. */
    int runningThread();

    /**
     * Called before the first thing that leaves the recorded timeline, and before each change of a variable. Afterwards the
     * runtime counts and logs nothing, and the process serves no further motion.
     *
     * @throws SessionException if there is no diverting here
     */
    void divert(Diversion diversion);

    /** Why the timeline is left. */
    enum Diversion {
        /** Code of the program runs to answer a question; the user need not know. */
        EVALUATION,
        /** The user has changed something: the session is in a "what if" from here on. */
        CHANGE
    }
}
