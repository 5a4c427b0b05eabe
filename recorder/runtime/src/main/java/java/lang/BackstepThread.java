package java.lang;

import jdk.internal.vm.annotation.ForceInline;

/**
 * What the scheduler knows of one managed thread.
 *
 * <p>All fields are protected by the baton ({@link BackstepBaton}), except {@link #go}, {@link #arrivalCause} and
 * {@link #nextArrival}, which is how threads without the baton talk to the one that has it.
 */
public final class BackstepThread {
    static final int RUNNABLE = 0;
    /** In {@code Unsafe.park}. */
    static final int PARKED = 1;
    static final int SLEEPING = 2;
    /** In {@code Object.wait}. */
    static final int WAITING = 3;
    /** Waits for a monitor. */
    static final int BLOCKED = 4;
    /** In a native that may block; runs without the baton. */
    static final int IN_NATIVE = 5;
    static final int DEAD = 6;
    /** Waits for another thread to initialise a class, see {@link BackstepInitializers}. */
    static final int AT_GATE = 7;

    final int id;
    Thread thread;
    int status;
    /** Started, but has not run its first instruction. */
    boolean newborn;
    /** A virtual thread whose platform thread is not started before its first turn: there may be thousands. */
    boolean startsLate;
    /** The permit of {@code LockSupport}. */
    boolean permit;
    /** How the last wait ended. */
    boolean timedOut;
    boolean notified;
    /** The current wait has a time-out (for the thread state). */
    boolean timed;
    /** Of the last wait; 0 for none. */
    long timeoutNanos;
    /** {@code System.nanoTime} at which the current wait ends, 0 for none; never set in replay. */
    long deadlineNanos;
    /** The object waited for: a monitor, at a gate a class. */
    Object waitsFor;
    /** Links of {@link BackstepWaiters}: the next that waits for the same monitor. */
    BackstepThread nextWaiter;
    /** Of the oldest that waits for a monitor: the youngest, and the oldest that waits for another monitor. */
    BackstepThread lastWaiter;
    BackstepThread nextMonitor;
    /** Place in the ring of runnable threads, if it is there. */
    int queueIndex;
    /** Monitors held, innermost last; a monitor entered twice is here twice. */
    Object[] monitors = new Object[16];
    int monitorCount;
    /** Static initialisers it is in; more than 0: must not be preempted. */
    int noPreempt;
    /** Those of them that gates know: of applications. */
    int initializers;
    /** It does not run and is in one of those. */
    boolean isAway;
    /** The class of the lambda that it makes gets a gate. */
    boolean makesGatedLambda;
    /** It does not run and is in a static initialiser: counted by the scheduler. */
    boolean holdsUpClass;
    /** And in one that no gate knows. */
    boolean hasNoGate;
    /** Started by a thread in a static initialiser, which may wait for it. */
    boolean helper;
    /** In a logged native: one of the states below. Changed by compare-and-set: the watchdog may release the baton. */
    volatile int nativeState;
    static final int NO_NATIVE = 0;
    /** In a native with the baton. */
    static final int HOLDS_BATON = 1;
    /** In a native without the baton. */
    static final int RELEASED = 2;
    /** In code of ours that runs on one side only, with the baton: Java code that the VM calls from there does not count. */
    static final int ASIDE = 3;
    /** Which native, and how many before it; the watchdog compares. */
    int nativeHook;
    int nativeCount;
    /** Position in {@link BackstepMonitors}' list of descheduled holders, -1 when not in it. */
    int holderIndex = -1;

    /** Set by the dispatcher: the baton is yours. */
    volatile boolean go;
    /** Why this thread asks to run again: one of the WAKE causes plus 1, or 0. Written by the thread itself. */
    volatile int arrivalCause;
    BackstepThread nextArrival;

    /** Debug replays, see {@code BackstepSteps}: how many frames of application code there are, and the frame of each depth. */
    int depth;
    BackstepFrame[] frames = NO_FRAMES;
    /** The last two steps of frames that have ended, and where the last of them was taken; -1: none. */
    private long endedLast = -1;
    private long endedBefore = -1;
    private int endedSite = -1;
    /** The step that started this thread; -1: none. */
    long startedAt = -1;

    /** Surveys, see {@code BackstepSurvey}: what it does, since which step; -1: not known. */
    int surveyState = -1;
    long surveySince;
    /** What it did in spans that are too short to be told one by one, and since when; -1: there are none. */
    long[] surveySpent;
    long surveyGroupFrom = -1;
    boolean surveyNamed;
    /** The exception it met last, see {@code BackstepThrown}. */
    Throwable flying;
    int flyingNumber;
    boolean caught;
    boolean passing;

    private static final BackstepFrame[] NO_FRAMES = new BackstepFrame[0];

    BackstepThread(int id) {
        this.id = id;
    }

    /** A frame of application code has ended. */
    @ForceInline
    void left(BackstepFrame frame) {
        depth = frame.depth - 1;
        frame.returnedObject = null;        // it would live longer than the program lets it
        long last = frame.last;
        if (last > endedLast) {
            endedBefore = Math.max(frame.before, endedLast);
            endedLast = last;
            endedSite = frame.site;
        } else if (last > endedBefore) {
            endedBefore = last;
        }
    }

    /** The innermost frame that has a step, from a depth on outwards; null: there is none. */
    BackstepFrame steppedFrame(int from) {
        for (int i = from; i > 0; i--) {
            if (frames[i].last >= 0) {
                return frames[i];
            }
        }
        return null;
    }

    /** The thread's last step; -1: none. */
    long lastStep() {
        BackstepFrame inner = steppedFrame(depth);
        return inner == null ? endedLast : Math.max(inner.last, endedLast);
    }

    /** Its step before that; -1: none. The last two of all are among the last two of each frame. */
    long stepBefore() {
        BackstepFrame inner = steppedFrame(depth);
        if (inner == null) {
            return endedBefore;
        }
        if (inner.last < endedLast) {
            return Math.max(inner.last, endedBefore);
        }
        BackstepFrame outer = steppedFrame(inner.depth - 1);
        return Math.max(Math.max(inner.before, endedLast), outer == null ? -1 : outer.last);
    }

    /** Where the last step was taken; -1: there is none. */
    int lastSite() {
        BackstepFrame inner = steppedFrame(depth);
        return inner == null || inner.last < endedLast ? endedSite : inner.site;
    }
}
