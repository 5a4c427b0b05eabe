package java.lang;

import dev.backstep.recording.EventCodes;

/**
 * Signals with a Java handler. The VM calls {@code Signal.dispatch} on a thread of its own; that thread becomes a
 * managed one for the call. In replay the signal is raised for real where the log has it, so that the same thread of
 * the VM runs the handler; a signal that the log does not have is ignored.
 */
public final class BackstepSignals {
    static final int THREAD_ID = EventCodes.DESTROY_THREAD + 1;
    static final BackstepThread DISPATCHER = new BackstepThread(THREAD_ID);

    /** The signal that replay has raised and not yet seen arrive; 0 for none. */
    private static volatile int raised;

    private BackstepSignals() { }

    /** Entry of {@code Signal.dispatch}. @return false when the signal has to be ignored */
    public static boolean dispatching(int number) {
        BackstepThread me = DISPATCHER;
        if (me.thread == null) {
            Thread t = Thread.currentThread();
            me.thread = t;
            BackstepRaw.put$java_lang_Thread$$backstep$state(t, me);
        }
        if (BackstepSession.mode != BackstepSession.REPLAY) {
            me.status = BackstepThread.IN_NATIVE;
        } else if (raised != number) {
            return false;
        } else {
            raised = 0;
        }
        BackstepScheduler.arrive(me, EventCodes.CAUSE_SIGNAL + number);
        if (BackstepSession.mode == BackstepSession.RECORD) {
            BackstepLog.unsigned(EventCodes.SIGNAL, number);
        } else if (BackstepSession.mode == BackstepSession.REPLAY) {
            BackstepLogReader.expect(EventCodes.SIGNAL);
            BackstepLogReader.unsigned();
            if (BackstepSurvey.on) {
                BackstepSurvey.met();
            }
            BackstepLogReader.done();
        }
        return true;
    }

    /** End of {@code Signal.dispatch}, when it was not ignored. */
    public static void dispatched() {
        DISPATCHER.status = BackstepThread.IN_NATIVE;
        if (BackstepSurvey.on) {
            BackstepSurvey.stopped(DISPATCHER);
        }
        DISPATCHER.go = false;
        BackstepScheduler.leave(DISPATCHER);
    }

    /** Replay: the log wakes the dispatcher for this cause. */
    static void replayed(int cause) {
        raised = cause - EventCodes.CAUSE_SIGNAL;
        BackstepRaw.jdk_internal_misc_Signal$$raise0(raised);
    }

    /** {@code Signal.raise0} of the program: what follows from it comes from outside, like any signal. */
    public static void raise0(int number) {
        int hook = BackstepNatives.RAISE_SIGNAL;
        BackstepThread me = BackstepNatives.enter(hook, false);
        if (me == null) {
            BackstepNatives.finished();
            return;
        }
        BackstepRaw.jdk_internal_misc_Signal$$raise0(number);
        BackstepNatives.returned(hook, me);
        BackstepNatives.commit();
    }
}
