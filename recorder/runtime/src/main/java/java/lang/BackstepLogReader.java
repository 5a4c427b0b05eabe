package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.RecordingLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import jdk.internal.misc.Unsafe;

/**
 * Reads the recording in replay: one event is always decoded ahead, and each is checked (kind, thread, tick) when the
 * program gets to it.
 */
final class BackstepLogReader {
    /** Address space for the log of a recording that is being written; what the file does not have yet takes nothing. */
    private static final long FOLLOWED_BYTES = 1L << 40;
    private static final long LOOK_NANOS = 500_000;

    private static Unsafe unsafe;
    private static long header;
    private static long base;
    private static long logOffset;
    private static long limit;
    private static long at;
    /** End of what is mapped; behind {@link #limit} if the recording was being written when this replay began. */
    private static long mappedEnd;
    /** Recorded time so far. */
    static long clockNanos;

    /** The event ahead: its kind (0 at the end of the log), thread, tick and where it starts. */
    private static int nextKind;
    private static int nextThread = EventCodes.MAIN_THREAD;
    private static long nextTick;
    private static long nextStart;
    /** Where the event begins that was expected last. */
    private static long begun;
    /** What is known of an error of the VM that is ahead. */
    static final class ErrorAhead {
        int kind;
        long decision;
        String message;
        int handlerDepth;
        /** Of the application; null if it is not known. */
        String method;
        int line;
        int depth;
        int callers;
        int callersDigest;
        /** Number of its frames that the program saw. */
        int shown;
        /** Frames of the JDK in which it was thrown. */
        StackTraceElement[] above;
    }

    /** The event ahead is an error of the VM. */
    static boolean errorAhead;
    static final ErrorAhead error = new ErrorAhead();
    /** Where it has to be thrown, see {@link BackstepErrorPlaces}; -1 if that is not known. */
    static int errorPlace = -1;
    /** The same, also while its class is not defined yet, or if there can be no call before the instruction. */
    private static int recordedPlace = -1;
    /** Paranoid recordings: digest of the state before the event ahead. */
    private static int nextDigest;
    /** The decision of the WAKE ahead; {@code Long.MAX_VALUE} when the event ahead is something else. */
    private static long nextWakeDecision = Long.MAX_VALUE;
    private static long lastWakeDecision;
    static long eventCount;
    /** Where the count is told whoever survives this process; 0 for nowhere. */
    private static long status;

    private BackstepLogReader() { }

    /** Tells the count of events in a file of at least 8 bytes, for the case that this process dies in native code. */
    static void tellIn(String path) throws IOException {
        status = BackstepMappings.map(new RandomAccessFile(path, "rw").getFD(), true, 0, Long.BYTES);
    }

    static void open(String path) throws IOException {
        unsafe = BackstepBaton.unsafe();
        RandomAccessFile file = new RandomAccessFile(path, "r");
        header = BackstepMappings.map(file.getFD(), false, 0, RecordingLayout.HEADER_LENGTH_BYTES);
        if (unsafe.getLong(header + RecordingLayout.MAGIC_OFFSET) != RecordingLayout.MAGIC) {
            throw new IOException("not a recording");
        }
        logOffset = unsafe.getLong(header + RecordingLayout.LOG_OFFSET_OFFSET);
        long length = unsafe.getLong(header + RecordingLayout.COMMITTED_LENGTH_OFFSET);
        long inFile = BackstepRaw.java_io_RandomAccessFile$$length0(file) - logOffset;
        if (length > inFile) {
            throw new IOException("truncated");
        }
        long mapped = BackstepControl.follows() ? FOLLOWED_BYTES : length;
        base = mapped == 0 ? 0 : BackstepMappings.map(file.getFD(), false, logOffset, mapped);
        at = base;
        limit = base + length;
        mappedEnd = base + mapped;
        readErrorPlaces();
    }

    /** The recording is being written: waits for another event. @return whether there is one */
    private static boolean grown() {
        for (;;) {
            boolean follows = BackstepControl.follows();    // before the length: what was written last is seen
            long end = base + unsafe.getLongVolatile(null, header + RecordingLayout.COMMITTED_LENGTH_OFFSET);
            if (end > limit) {
                limit = end < mappedEnd ? end : mappedEnd;
                return at < limit;
            }
            if (!follows) {
                return false;
            }
            BackstepControl.progress();
            unsafe.park(false, LOOK_NANOS);
        }
    }

    static long seed() {
        return unsafe.getLong(header + RecordingLayout.SEED_OFFSET);
    }

    static boolean isChaos() {
        return (unsafe.getInt(header + RecordingLayout.SCHEDULE_FLAGS_OFFSET) & RecordingLayout.SCHEDULE_CHAOS) != 0;
    }

    static boolean isParanoid() {
        return (unsafe.getInt(header + RecordingLayout.SCHEDULE_FLAGS_OFFSET) & RecordingLayout.SCHEDULE_PARANOID) != 0;
    }

    static int meanSliceTicks() {
        return unsafe.getInt(header + RecordingLayout.MEAN_SLICE_TICKS_OFFSET);
    }

    /** Ticks at the last scheduling point of a recording that was cut off. */
    static long recordedTicks() {
        return unsafe.getLong(header + RecordingLayout.TICK_COUNT_OFFSET);
    }

    static boolean atEnd() {
        return nextKind == 0 || nextKind == EventCodes.RECORDING_STOPPED;
    }

    static boolean isNext(int kind) {
        return nextKind == kind;
    }

    static boolean isNext(int kind, int thread) {
        return nextKind == kind && nextThread == thread;
    }

    /** The event ahead is at this tick. */
    static boolean isNow() {
        return nextTick == BackstepScheduler.ticks();
    }

    /** The event ahead is an error of the VM in this thread, after this tick and no scheduling decision later. */
    static boolean isError(int thread, long tick, long decision) {
        return errorAhead && nextThread == thread && nextTick == tick && error.decision == decision;
    }

    /** A class with places has been defined. */
    static void placesFound() {
        if (errorAhead && recordedPlace >= 0 && BackstepErrorPlaces.isFound(recordedPlace)) {
            errorPlace = recordedPlace;
        }
    }

    /** A slice or an error lies ahead: the scheduler has to know at which tick the error is thrown at the latest. */
    static void sliceOpened() {
        if (errorAhead && errorPlace < 0) {
            BackstepScheduler.stopAfter(nextTick);
        }
    }

    /**
     * Reads the payload of an error.
     *
     * @param frames whether its stack trace is wanted
     * @return number of its place; -1: none is known
     */
    private static int readError(boolean frames) {
        error.kind = nextKind;
        error.decision = unsigned();
        error.message = string();
        error.handlerDepth = (int) unsigned();
        int place = -1;
        String className = string();
        error.depth = 0;
        error.callers = 0;
        error.callersDigest = 0;
        error.method = null;
        if (className != null) {
            error.method = string();
            error.line = (int) signed();
            int bci = (int) unsigned();
            error.depth = (int) unsigned();
            error.callers = (int) unsigned();
            error.callersDigest = (int) signed();
            place = BackstepErrorPlaces.add(className.replace('.', '/'), error.method, error.line, bci);
        }
        error.shown = (int) unsigned();
        int above = (int) unsigned();
        error.above = frames ? new StackTraceElement[above] : null;
        for (int i = 0; i < above; i++) {
            readFrame(i);
        }
        previousError = unsigned();
        return place;
    }

    private static void readFrame(int i) {
        if (error.above != null) {
            error.above[i] = new StackTraceElement(string(), string(), string(), string(), string(), string(), (int) signed());
            BackstepRaw.put$java_lang_StackTraceElement$$format(error.above[i], (byte) get());
            return;
        }
        for (int part = 0; part < PARTS_OF_FRAME; part++) {
            int tag = get();
            if (tag != EventCodes.TAG_NULL) {
                long length = unsigned();
                bytes(tag == EventCodes.TAG_UTF16 ? 2 * length : length);
            }
        }
        signed();
        get();
    }

    private static final int PARTS_OF_FRAME = 6;

    /** Of the event read by {@link #readError}: where the one before it is in the log, plus 1; 0 for none. */
    private static long previousError;

    /** Passes over the payload of an error. */
    static void skipError() {
        readError(false);
    }

    /** From the last one on each error tells where the one before it is: their places have to be known before classes are defined. */
    private static void readErrorPlaces() {
        long next = unsafe.getLong(header + RecordingLayout.LAST_ERROR_OFFSET);
        while (next > 0 && next <= limit - base) {
            at = base + next - 1;
            int first = get();
            nextKind = first & EventCodes.KIND_MASK;
            if ((first & EventCodes.THREAD_FOLLOWS) != 0) {
                unsigned();
            }
            unsigned();
            if (nextKind != EventCodes.STACK_OVERFLOW && nextKind != EventCodes.OUT_OF_MEMORY) {
                break;  // the beginning of the log is not kept
            }
            readError(false);
            next = previousError < next ? previousError : 0;
        }
        at = base;
        nextKind = 0;
    }

    /** @param below the frames from the place on. @return the stack trace of the error ahead */
    static StackTraceElement[] errorTrace(StackTraceElement[] below) {
        int above = Math.min(error.above.length, error.shown);
        int n = Math.min(error.shown, above + below.length);
        StackTraceElement[] trace = new StackTraceElement[n];
        System.arraycopy(error.above, 0, trace, 0, above);
        System.arraycopy(below, 0, trace, above, n - above);
        if (errorPlace >= 0 && above < n) {
            trace[above] = atLine(below[0], error.line);
        }
        return trace;
    }

    /** Number of the event whose facts are compared now: the one ahead, or that which was begun and is not done. */
    static long comparedEvent() {
        return begun == nextStart ? eventCount - 1 : eventCount;
    }

    static long nextFileOffset() {
        return logOffset + (nextStart - base);
    }

    /** Where a method begins our call stands before its first line. */
    private static StackTraceElement atLine(StackTraceElement f, int line) {
        if (f.getLineNumber() == line) {
            return f;
        }
        StackTraceElement other = new StackTraceElement(f.getClassLoaderName(), f.getModuleName(), f.getModuleVersion(), f.getClassName(),
                f.getMethodName(), f.getFileName(), line);
        BackstepRaw.put$java_lang_StackTraceElement$$format(other, BackstepRaw.get$java_lang_StackTraceElement$$format(f));
        return other;
    }

    // ------------------------------------------------------------------------------------------------ events

    /** Decodes the head of the event ahead, passing over informative ones. */
    static void done() {
        do {
            nextStart = at;
            nextWakeDecision = Long.MAX_VALUE;
            BackstepReferences.nextClearedLook = Long.MAX_VALUE;
            if (at >= limit && (limit >= mappedEnd || !grown())) {
                errorAhead = false;
                errorPlace = -1;
                nextKind = 0;
                tell();
                return;
            }
            int first = get();
            nextKind = first & EventCodes.KIND_MASK;
            if ((first & EventCodes.THREAD_FOLLOWS) != 0) {
                nextThread = (int) unsigned();
            }
            nextTick += unsigned();
            if (nextKind == EventCodes.CLOCK) {
                clockNanos += unsigned();
                eventCount++;
                BackstepOccasions.passed(BackstepScheduler.ticks());
            } else if (nextKind == EventCodes.DIGEST) {
                nextDigest = getInt();
                eventCount++;
            }
        } while (nextKind == EventCodes.CLOCK || nextKind == EventCodes.DIGEST);
        errorAhead = nextKind == EventCodes.STACK_OVERFLOW || nextKind == EventCodes.OUT_OF_MEMORY;
        errorPlace = -1;
        long payload = at;
        if (nextKind == EventCodes.WAKE) {
            nextWakeDecision = lastWakeDecision + unsigned();
        } else if (nextKind == EventCodes.REFERENCE_CLEARED) {
            BackstepReferences.clearedNext(unsigned());
        } else if (errorAhead) {
            recordedPlace = readError(true);
            BackstepErrors.ahead();
            placesFound();
            sliceOpened();
        }
        at = payload;
        tell();
    }

    private static void tell() {
        if (status != 0) {
            unsafe.putLong(status, eventCount);
        } else {
            BackstepControl.progress();
        }
    }

    /** The program is at an event of this kind: the log must be, too. Its payload is read next, then {@link #done}. */
    static void expect(int kind) {
        expect(kind, BackstepScheduler.current.id);
    }

    static void expect(int kind, int thread) {
        if (nextKind != kind || nextThread != thread || nextTick != BackstepScheduler.ticks()) {
            if (nextKind == 0 || nextKind == EventCodes.RECORDING_STOPPED) {
                BackstepSession.logEnded();
            }
            if (kind != EventCodes.WAKE && kind != nextKind && isError(thread, BackstepScheduler.ticks(), BackstepScheduler.decisions)) {
                BackstepErrors.throwHere(new Throwable());   // it was in code of the JDK, before it got here
            }
            BackstepSession.diverged(describeNext(), describe(kind, thread, BackstepScheduler.ticks()));
        }
        if (BackstepSession.paranoid && nextDigest != BackstepSession.stateDigest()) {
            BackstepSession.diverged("state with digest ", nextDigest, "state with digest ", BackstepSession.stateDigest());
        }
        eventCount++;
        begun = nextStart;
    }

    /** A scheduling decision: the event ahead cannot lie behind. Who waits for an event that does not come would run on for long. */
    static void nothingMissed() {
        if (nextTick < BackstepScheduler.ticks() && !atEnd()) {
            BackstepSession.diverged(describeNext(), "a scheduling decision at tick ", BackstepScheduler.ticks());
        }
    }

    /** Wakes all threads that were woken at this scheduling decision. */
    static void wakesAt(long decision) {
        while (nextWakeDecision == decision) {
            wakeNext();
        }
    }

    /** Nobody can run: the next event must be a wake at this decision. */
    static void wakeWhenIdle(long decision) {
        if (nextKind == 0 || nextKind == EventCodes.RECORDING_STOPPED) {
            BackstepSession.logEnded();
        }
        if (nextWakeDecision != decision) {
            BackstepSession.diverged(describeNext(), "all threads wait, at scheduling decision ", decision);
        }
        wakeNext();
    }

    private static void wakeNext() {
        BackstepThread t = BackstepThreads.find(nextThread);
        if (t == null) {
            BackstepSession.diverged(describeNext(), "no such thread");
        }
        expect(EventCodes.WAKE, nextThread);
        lastWakeDecision += unsigned();
        int cause = get();
        done();
        BackstepMarks.pass(t.id);
        if (t == BackstepSignals.DISPATCHER) {
            BackstepSignals.replayed(cause);
        }
        BackstepScheduler.arrived(t, cause);
    }

    // ------------------------------------------------------------------------------------------------ bytes

    static int get() {
        if (at >= limit) {
            BackstepSession.diverged("more bytes in an event", "end of the log: the recording is damaged");
        }
        return unsafe.getByte(at++) & 0xff;
    }

    static long unsigned() {
        long v = 0;
        for (int shift = 0;; shift += 7) {
            int b = get();
            v |= (long) (b & 0x7f) << shift;
            if (b < 0x80 || shift > 63) {
                return v;
            }
        }
    }

    static long signed() {
        long v = unsigned();
        return (v >>> 1) ^ -(v & 1);
    }

    static int getInt() {
        int v = 0;
        for (int i = 0; i < 4; i++) {
            v |= get() << (8 * i);
        }
        return v;
    }

    /** @return address of {@code length} bytes, which are passed over */
    static long bytes(long length) {
        if (length < 0 || length > limit - at) {
            BackstepSession.diverged("more bytes in an event", "end of the log: the recording is damaged");
        }
        long address = at;
        at += length;
        return address;
    }

    static void getArray(byte[] a, int offset, int length) {
        long from = bytes(length);
        unsafe.copyMemory(null, from, a, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, length);
    }

    static void getMemory(long address, long length) {
        unsafe.copyMemory(null, bytes(length), null, address, length);
    }

    /** A tagged string value, null allowed. */
    static String string() {
        int tag = get();
        if (tag == EventCodes.TAG_NULL) {
            return null;
        }
        return stringOf(tag);
    }

    static String stringOf(int tag) {
        if (tag != EventCodes.TAG_LATIN1 && tag != EventCodes.TAG_UTF16) {
            BackstepSession.diverged("another value", "a string");
        }
        int n = (int) unsigned();
        char[] c = new char[n];
        for (int i = 0; i < n; i++) {
            c[i] = (char) get();
            if (tag == EventCodes.TAG_UTF16) {
                c[i] |= (char) (get() << 8);
            }
        }
        return new String(c);
    }

    // ------------------------------------------------------------------------------------------------ words

    static String describeNext() {
        return nextKind == 0 ? "the end of the recording" : describe(nextKind, nextThread, nextTick);
    }

    private static String describe(int kind, int thread, long tick) {
        StringBuilder b = new StringBuilder(kindName(kind));
        if (kind == nextKind && (kind == EventCodes.RETURN || kind == EventCodes.THROW || kind == EventCodes.BLOCK)
                && thread == nextThread && tick == nextTick) {
            long here = at;
            b.append(" of ").append(BackstepNatives.name((int) unsigned()));
            at = here;
        }
        return b.append(" in thread ").append(thread).append(" at tick ").append(tick).toString();
    }

    static String kindName(int kind) {
        switch (kind) {
            case EventCodes.PROPERTIES: return "PROPERTIES";
            case EventCodes.LAUNCH: return "LAUNCH";
            case EventCodes.RETURN: return "RETURN";
            case EventCodes.THROW: return "THROW";
            case EventCodes.BLOCK: return "BLOCK";
            case EventCodes.WAKE: return "WAKE";
            case EventCodes.NANO_TIME: return "NANO_TIME";
            case EventCodes.CURRENT_TIME_MILLIS: return "CURRENT_TIME_MILLIS";
            case EventCodes.TIME_ADJUSTMENT: return "TIME_ADJUSTMENT";
            case EventCodes.REFERENCE_CLEARED: return "REFERENCE_CLEARED";
            case EventCodes.REFERENCES_PENDING: return "REFERENCES_PENDING";
            case EventCodes.SIGNAL: return "SIGNAL";
            case EventCodes.HASH_ALIGN: return "HASH_ALIGN";
            case EventCodes.WARNING: return "WARNING";
            case EventCodes.DEADLOCK: return "DEADLOCK";
            case EventCodes.EXIT: return "EXIT";
            case EventCodes.RECORDING_STOPPED: return "RECORDING_STOPPED";
            case EventCodes.CLASS_NAME: return "CLASS_NAME";
            case EventCodes.THREAD_START: return "THREAD_START";
            case EventCodes.STACK_OVERFLOW: return "STACK_OVERFLOW";
            case EventCodes.CHECKPOINT_ASKED: return "CHECKPOINT_ASKED";
            case EventCodes.CHECKPOINT_COMMANDED: return "CHECKPOINT_COMMANDED";
            case EventCodes.OUT_OF_MEMORY: return "OUT_OF_MEMORY";
            default: return "event " + kind;
        }
    }
}
