package java.lang;

import dev.backstep.recording.EventCodes;

/**
 * Errors that the VM throws where the stack or the heap ends. Where that is depends on the compiler and the collector, so the
 * recording notes the place when such an error is first caught, and replay, with a larger stack and heap, throws it there:
 * {@link BackstepErrorPlaces} has a call of {@link #reached} inserted before the instruction. Where there is none, because no
 * application code or no stack trace was at hand, it is thrown before the next tick or event.
 */
public final class BackstepErrors {
    /** The VM's own messages; others come from Java code, which throws at the same place again. */
    private static final String[] MESSAGES_OF_VM = {"Java heap space", "GC overhead limit exceeded", "Metaspace", "Compressed class space",
            "Java heap space: failed reallocation of scalar replaced objects"};
    /** Delayed while our hooks use the reserved part of the stack. Without us it has no message. */
    private static final String DELAYED = "Delayed StackOverflowError";
    /** There may be so many frames of the JDK between two of the application. */
    private static final int JDK_FRAMES = 64;

    /** The error that was shown to us last: where, and whether it had a stack trace. The VM throws one without again and again. */
    private static Throwable last;
    private static boolean lastTraced;
    private static int lastDepth;
    private static long lastTicks;
    private static int lastThread;

    /** Replay: where {@link #replay} threw an error again. */
    private static int rethrownDepth;
    /** Replay: calls of {@link #reached} that cannot be the one. */
    private static int skip;

    private BackstepErrors() { }

    /** Entry of a handler that may catch such an error. */
    public static void caught(Throwable e) {
        if (e instanceof VirtualMachineError) {
            int kind = kind((VirtualMachineError) e);
            if (kind != 0) {
                caught(kind, e);
            }
        }
    }

    private static int kind(VirtualMachineError e) {
        String message = BackstepRaw.get$java_lang_Throwable$$detailMessage(e);
        if (e.getClass() == StackOverflowError.class) {
            return message == null || message.startsWith(DELAYED) ? EventCodes.STACK_OVERFLOW : 0;
        }
        return e.getClass() == OutOfMemoryError.class && isOfVm(message) ? EventCodes.OUT_OF_MEMORY : 0;
    }

    private static boolean isOfVm(String message) {
        for (int i = 0; i < MESSAGES_OF_VM.length; i++) {
            if (MESSAGES_OF_VM[i].equals(message)) {
                return true;
            }
        }
        return false;
    }

    private static void caught(int kind, Throwable e) {
        int mode = BackstepSession.modeHere();
        if (mode != BackstepSession.RECORD && mode != BackstepSession.REPLAY) {
            return;
        }
        if (e == last && lastTraced && lastThread == BackstepScheduler.current.id) {
            return;     // soon, for there may be a handler in each of many frames
        }
        if (kind == EventCodes.STACK_OVERFLOW) {
            BackstepMonitors.needStack();
            BackstepRaw.put$java_lang_Throwable$$detailMessage(e, null);
        }
        if (mode == BackstepSession.RECORD) {
            record(kind, e);
        } else {
            replay(kind, e);
        }
    }

    private static void record(int kind, Throwable e) {
        if (kind == EventCodes.OUT_OF_MEMORY) {
            BackstepRoom.leave();
        }
        int depth = 0;
        BackstepTrace trace = null;
        try {
            depth = depthHere();
            if (isKnown(e, depth)) {
                return;
            }
            trace = BackstepTrace.of(e);
        } catch (OutOfMemoryError full) {
            // without its place
        }
        BackstepLog.error(kind, e, depth, trace);
        note(e, depth, trace != null && trace.shown.length > 0);
    }

    private static void replay(int kind, Throwable e) {
        int depth = depthHere();
        if (isKnown(e, depth)) {
            return;
        }
        if (kind == EventCodes.STACK_OVERFLOW && isHere() && depth > BackstepLogReader.error.handlerDepth && depth != rethrownDepth) {
            rethrownDepth = depth;  // some handlers handle what is thrown in themselves
            BackstepBaton.unsafe().throwException(e);   // there was no room for this call
        }
        BackstepTrace.of(e);    // classes are initialised for it
        BackstepLogReader.expect(kind);
        boolean traced = BackstepLogReader.error.shown > 0;
        if (traced && BackstepLogReader.error.above.length >= BackstepLogReader.error.shown) {
            // Recursion of the JDK's may overflow here, too, at another of its frames, if the compilers have not been there.
            BackstepRaw.put$java_lang_Throwable$$stackTrace(e, BackstepLogReader.errorTrace(new StackTraceElement[0]));
        }
        BackstepLogReader.skipError();
        BackstepLogReader.done();
        note(e, depth, traced);
    }

    /** It was thrown and caught before, and is on its way out of handlers. Without a stack trace it may be thrown a second time. */
    private static boolean isKnown(Throwable e, int depth) {
        boolean same = e == last && lastThread == BackstepScheduler.current.id;
        return same && (depth < lastDepth || depth == lastDepth && lastTicks == BackstepScheduler.ticks());
    }

    private static void note(Throwable e, int depth, boolean traced) {
        last = e;
        lastTraced = traced;
        lastDepth = depth;
        lastTicks = BackstepScheduler.ticks();
        lastThread = BackstepScheduler.current.id;
    }

    /** A native threw it: that is logged. */
    static void thrownByNative(Throwable e) {
        if (e instanceof VirtualMachineError) {
            note(e, 0, true);
        }
    }

    private static int depthHere() {
        return BackstepRaw.get$java_lang_Throwable$$depth(new Throwable());
    }

    // ------------------------------------------------------------------------------------------------ replay

    /** The event ahead is an error of the running thread, after this tick and no scheduling decision later. */
    static boolean isHere() {
        BackstepThread me = BackstepScheduler.current;
        return BackstepLogReader.isError(me.id, BackstepScheduler.ticks(), BackstepScheduler.decisions);
    }

    /** Another error is ahead. */
    static void ahead() {
        skip = 0;
        rethrownDepth = 0;
    }

    /** Before an instruction that threw in the recording. */
    public static void reached(int place) {
        if (BackstepLogReader.errorPlace == place) {
            atPlace();
        }
    }

    private static void atPlace() {
        if (BackstepSession.modeHere() != BackstepSession.REPLAY || !isHere()) {
            return;
        }
        if (skip > 0) {
            skip--;
            return;
        }
        BackstepLogReader.ErrorAhead error = BackstepLogReader.error;
        Throwable here = new Throwable();
        int depth = BackstepRaw.get$java_lang_Throwable$$depth(here);
        if (error.depth != 0 && depth != error.depth) {
            skip = Math.max(0, (error.depth - depth) / JDK_FRAMES);
        } else if (error.callersDigest == BackstepTrace.digest(BackstepRaw.java_lang_Throwable$$getOurStackTrace(here), 1, error.callers)) {
            throwHere(here);
        }
    }

    /** Throws the error that is ahead, from the frame that called the hook. */
    static void throwHere(Throwable here) {
        BackstepLogReader.ErrorAhead error = BackstepLogReader.error;
        skip = 0;
        Throwable e = error.kind == EventCodes.STACK_OVERFLOW ? new StackOverflowError() : new OutOfMemoryError(error.message);
        BackstepRaw.put$java_lang_Throwable$$stackTrace(e, BackstepLogReader.errorTrace(BackstepRaw.java_lang_Throwable$$getOurStackTrace(here)));
        BackstepBaton.unsafe().throwException(e);
    }

    /**
     * A tick has been counted, and replay does not know the instruction that threw: it was before the tick after the recorded one.
     *
     * @return whether an error has to be thrown, as if this tick had not come
     */
    static boolean isBeforeTick() {
        return BackstepLogReader.errorAhead && BackstepLogReader.errorPlace < 0
                && BackstepLogReader.isError(BackstepScheduler.current.id, BackstepScheduler.ticks() - 1, BackstepScheduler.decisions);
    }

    /** Replay: a slice ends, and the recording had no stack left to end it. */
    static void instead() {
        if (BackstepLogReader.errorAhead && isHere()) {
            throwHere(new Throwable());
        }
    }

    /** Replay, while a monitor is being entered: it has ticked, if it does at all, and may have thrown after that. */
    static void whereEntered() {
        if (BackstepLogReader.errorPlace >= 0 || BackstepLogReader.error.method == null || !isHere()) {
            return;
        }
        Throwable here = new Throwable();
        if (BackstepRaw.get$java_lang_Throwable$$depth(here) == BackstepLogReader.error.depth
                && BackstepRaw.java_lang_Throwable$$getOurStackTrace(here)[0].getMethodName().equals(BackstepLogReader.error.method)) {
            throwHere(here);
        }
    }

    // ------------------------------------------------------------------------------------------------ stack traces

    /** Entry of {@code Throwable.getOurStackTrace}: we have the VM note whole stacks, the program sees what it would without us. */
    public static void shorten(Throwable e) {
        if (BackstepRaw.get$java_lang_Throwable$$depth(e) > BackstepTrace.MOST_SHOWN) {
            BackstepTrace.shorten(e);
        }
    }
}
