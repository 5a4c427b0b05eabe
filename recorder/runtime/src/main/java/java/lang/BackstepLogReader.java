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
    /** The event ahead is a stack overflow; the scheduling decision and the method in which it was thrown. */
    static boolean overflowAhead;
    private static long overflowDecision;
    static String overflowMethod;
    /** Paranoid recordings: digest of the state before the event ahead. */
    private static int nextDigest;
    /** The decision of the WAKE ahead; {@code Long.MAX_VALUE} when the event ahead is something else. */
    private static long nextWakeDecision = Long.MAX_VALUE;
    private static long lastWakeDecision;
    static long eventCount;

    private BackstepLogReader() { }

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

    /** The event ahead is a stack overflow of this thread, after this tick and no scheduling decision later. */
    static boolean isOverflow(int thread, long tick, long decision) {
        return overflowAhead && nextThread == thread && nextTick == tick && overflowDecision == decision;
    }

    static long nextFileOffset() {
        return logOffset + (nextStart - base);
    }

    // ------------------------------------------------------------------------------------------------ events

    /** Decodes the head of the event ahead, passing over informative ones. */
    static void done() {
        do {
            nextStart = at;
            nextWakeDecision = Long.MAX_VALUE;
            BackstepReferences.nextClearedLook = Long.MAX_VALUE;
            if (at >= limit && (limit >= mappedEnd || !grown())) {
                overflowAhead = false;
                nextKind = 0;
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
                BackstepControl.progress();
                BackstepOccasions.passed(BackstepScheduler.ticks());
            } else if (nextKind == EventCodes.DIGEST) {
                nextDigest = getInt();
                eventCount++;
            }
        } while (nextKind == EventCodes.CLOCK || nextKind == EventCodes.DIGEST);
        overflowAhead = nextKind == EventCodes.STACK_OVERFLOW;
        long payload = at;
        if (nextKind == EventCodes.WAKE) {
            nextWakeDecision = lastWakeDecision + unsigned();
        } else if (nextKind == EventCodes.REFERENCE_CLEARED) {
            BackstepReferences.clearedNext(unsigned());
        } else if (overflowAhead) {
            overflowDecision = unsigned();
            overflowMethod = string();
        }
        at = payload;
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
            if (kind != EventCodes.WAKE && isOverflow(thread, BackstepScheduler.ticks(), BackstepScheduler.decisions)) {
                throw new StackOverflowError();   // it was in code of the JDK, before it got here
            }
            BackstepSession.diverged(describeNext(), describe(kind, thread, BackstepScheduler.ticks()));
        }
        if (BackstepSession.paranoid && nextDigest != BackstepSession.stateDigest()) {
            BackstepSession.diverged("state with digest ", nextDigest, "state with digest ", BackstepSession.stateDigest());
        }
        eventCount++;
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
            default: return "event " + kind;
        }
    }
}
