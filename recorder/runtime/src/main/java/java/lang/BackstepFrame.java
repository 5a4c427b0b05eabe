package java.lang;

/**
 * A frame of application code in a debug replay: its last two steps, so that a step back needs no search. A thread has one for
 * each depth, used again by the next method that is called there.
 */
public final class BackstepFrame {
    /** Among the frames of application code, from 1. */
    final int depth;
    /** Numbers of its last two steps; -1: none. */
    long last = -1;
    long before = -1;
    /** Where the last step was taken; says something only with a last step. */
    int site = -1;
    /** What the last call in it returned, which call that was, and the number of steps then; for a debugger to read. */
    long returnedBits;
    Object returnedObject;
    String returnedCall;
    long returnedAt = -1;

    BackstepFrame(int depth) {
        this.depth = depth;
    }
}
