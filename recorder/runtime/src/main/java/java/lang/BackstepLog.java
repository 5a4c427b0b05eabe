package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.RecordingLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import jdk.internal.misc.Unsafe;

/**
 * Appends events to the recording through a shared mapping of the file, so that what is committed survives the death
 * of the process. Only the thread with the baton writes. No allocation, no system call per event; a new window of the
 * file is mapped every few megabytes.
 */
final class BackstepLog {
    private static final int WINDOW_BYTES = 8 << 20;
    private static final int FIRST_WINDOW_BYTES = 256 << 10;
    /** Kept free in each window, for the event that says why recording stopped. */
    private static final int RESERVE_BYTES = 512;
    private static final int PAGE_BYTES = 4096;
    /** Kind, thread and tick of an event need at most this. */
    private static final int HEAD_BYTES = 32;

    private static Unsafe unsafe;
    private static RandomAccessFile file;
    /** Address of the mapped header page. */
    private static long header;
    private static long logOffset;
    /** Address, file offset and length of the mapped window. */
    private static long window;
    private static long windowOffset;
    private static long windowLength;
    /** Address at which the next byte goes, and the end of what may be used without a check. */
    private static long at;
    private static long end;
    /** Start of the event that is being written, or of the next one. */
    private static long eventStart;

    private static long eventCount;
    /** Thread and tick of the last event, and of the one that is being written. */
    private static int lastThread = EventCodes.MAIN_THREAD;
    private static long lastTick;
    private static int eventThread;
    private static long eventTick;
    private static long lastWakeDecision;

    private BackstepLog() { }

    // ------------------------------------------------------------------------------------------------ life

    static void open(String path) throws IOException {
        unsafe = BackstepBaton.unsafe();
        file = new RandomAccessFile(path, "rw");
        header = BackstepMappings.map(file.getFD(), true, 0, RecordingLayout.HEADER_LENGTH_BYTES);
        if (unsafe.getLong(header + RecordingLayout.MAGIC_OFFSET) != RecordingLayout.MAGIC) {
            throw new IOException("not a recording");
        }
        logOffset = unsafe.getLong(header + RecordingLayout.LOG_OFFSET_OFFSET);
        mapWindow(logOffset, FIRST_WINDOW_BYTES);
        at = eventStart = window;
    }

    /** Address of the header page. */
    static long header() {
        return header;
    }

    static long eventCount() {
        return eventCount;
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

    static void state(int state) {
        unsafe.putInt(header + RecordingLayout.STATE_OFFSET, state);
    }

    static void progress(long ticks, long decisions) {
        unsafe.putLong(header + RecordingLayout.TICK_COUNT_OFFSET, ticks);
        unsafe.putLong(header + RecordingLayout.DECISION_COUNT_OFFSET, decisions);
    }

    private static void mapWindow(long offset, long lengthBytes) throws IOException {
        fill(offset, lengthBytes);
        long address = BackstepMappings.map(file.getFD(), true, offset, lengthBytes);
        if (window != 0) {
            BackstepMappings.unmap(window, windowLength);
        }
        window = address;
        windowOffset = offset;
        windowLength = lengthBytes;
        end = window + lengthBytes - RESERVE_BYTES;
    }

    /** Writes zeros where the file ends, so that a full disk shows here, as an exception, and not in a store to the mapping. */
    private static void fill(long offset, long lengthBytes) throws IOException {
        long from = Math.max(offset, BackstepRaw.java_io_RandomAccessFile$$length0(file));
        BackstepRaw.java_io_RandomAccessFile$$seek0(file, from);
        for (long left = offset + lengthBytes - from; left > 0; left -= ZEROS.length) {
            BackstepRaw.java_io_RandomAccessFile$$writeBytes0(file, ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    private static final byte[] ZEROS = new byte[1 << 16];

    /** Room for {@code n} more bytes of the current event, moving the window when needed. */
    private static void reserve(long n) {
        if (at + n > end) {
            moveWindow(n);
        }
    }

    private static void moveWindow(long n) {
        if (BackstepSession.mode != BackstepSession.RECORD) {
            discard(n);   // recording has stopped: nothing may go into the file
            return;
        }
        long start = windowOffset + (eventStart - window);
        long written = at - eventStart;
        long offset = start & -PAGE_BYTES;
        long needed = start - offset + written + n + RESERVE_BYTES;
        long lengthBytes = Math.max(WINDOW_BYTES, (needed + PAGE_BYTES - 1) & -PAGE_BYTES);
        BackstepThread aside = BackstepNatives.stepAside();
        try {
            mapWindow(offset, lengthBytes);
            BackstepNatives.stepBack(aside);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            BackstepNatives.stepBack(aside);
            BackstepSession.stopRecording("the event log could not grow: ", e);
            // The rest of this event goes where nobody looks.
            at = eventStart;
            discard(n + written);
            return;
        }
        eventStart = window + (start - offset);
        at = eventStart + written;
    }

    /** Recording has stopped inside an event: its remaining bytes need a place to go. */
    private static void discard(long n) {
        long size = Math.max(n * 2, 1 << 16);
        eventStart = at = unsafe.allocateMemory(size);
        end = at + size;
        window = at;
        windowOffset = 0;
        windowLength = size;
    }

    // ------------------------------------------------------------------------------------------------ events

    /** Starts an event of the running thread. */
    static void begin(int kind) {
        begin(kind, BackstepScheduler.current.id);
    }

    static void begin(int kind, int thread) {
        if (BackstepSession.paranoid && kind != EventCodes.DIGEST) {
            begin(EventCodes.DIGEST, thread);
            putInt(BackstepSession.stateDigest());
            commit();
        }
        at = eventStart;   // where the last whole event ended; an exception may have left half of another
        reserve(HEAD_BYTES);
        long tick = BackstepScheduler.ticks();
        if (thread == lastThread) {
            putByte(kind);
        } else {
            putByte(kind | EventCodes.THREAD_FOLLOWS);
            putUnsigned(thread);
        }
        putUnsigned(tick - lastTick);
        eventThread = thread;
        eventTick = tick;
    }

    /** The event that follows is one that the user is told of when the recording ends. */
    static void noted() {
        long address = header + RecordingLayout.NOTE_COUNT_OFFSET;
        unsafe.putLong(address, unsafe.getLong(address) + 1);
    }

    /** The event is whole: from here on it survives us. */
    static void commit() {
        if (BackstepSession.mode != BackstepSession.RECORD) {
            return;
        }
        lastThread = eventThread;
        lastTick = eventTick;
        eventStart = at;
        unsafe.putLong(header + RecordingLayout.EVENT_COUNT_OFFSET, ++eventCount);
        unsafe.putLongRelease(null, header + RecordingLayout.COMMITTED_LENGTH_OFFSET, windowOffset + (at - window) - logOffset);
    }

    /** An event whose payload is one signed number. */
    static void signed(int kind, long v) {
        begin(kind);
        putSigned(v);
        commit();
    }

    /** An event whose payload is one unsigned number. */
    static void unsigned(int kind, long v) {
        begin(kind);
        putUnsigned(v);
        commit();
    }

    /** An event whose payload is one string. */
    static void text(int kind, String s) {
        begin(kind);
        putString(s);
        commit();
    }

    /** An error of the VM was caught for the first time. {@code trace} is null if there was no room to look at it. */
    static void error(int kind, Throwable e, int handlerDepth, BackstepTrace trace) {
        begin(kind);
        long start = windowOffset + (eventStart - window) - logOffset;
        putUnsigned(BackstepScheduler.decisions);
        putString(BackstepRaw.get$java_lang_Throwable$$detailMessage(e));
        putUnsigned(handlerDepth);
        boolean placed = trace != null && trace.index >= 0;
        putString(placed ? trace.frame.getClassName() : null);
        if (placed) {
            putString(trace.frame.getMethodName());
            putSigned(trace.frame.getLineNumber());
            putUnsigned(trace.bci);
            putUnsigned(trace.depth);
            putUnsigned(trace.callers);
            putSigned(trace.callersDigest);
        }
        int shown = trace == null ? 0 : trace.shown.length;
        int above = placed && kind == EventCodes.STACK_OVERFLOW ? Math.min(trace.index, shown) : shown;
        putUnsigned(shown);
        putUnsigned(above);
        for (int i = 0; i < above; i++) {
            StackTraceElement f = trace.shown[i];
            putString(f.getClassLoaderName());
            putString(f.getModuleName());
            putString(f.getModuleVersion());
            putString(f.getClassName());
            putString(f.getMethodName());
            putString(f.getFileName());
            putSigned(f.getLineNumber());
            putByte(BackstepRaw.get$java_lang_StackTraceElement$$format(f));
        }
        putUnsigned(unsafe.getLong(header + RecordingLayout.LAST_ERROR_OFFSET));
        commit();
        unsafe.putLong(header + RecordingLayout.LAST_ERROR_OFFSET, start + 1);
    }

    static void wake(int thread, long decision, int cause) {
        if (BackstepSession.mode != BackstepSession.RECORD) {
            return;
        }
        begin(EventCodes.WAKE, thread);
        putUnsigned(decision - lastWakeDecision);
        putByte(cause);
        lastWakeDecision = decision;
        commit();
        BackstepSession.clock(BackstepSession.CLOCK_PERIOD_NANOS);
        BackstepMarks.look(thread);
    }

    /** Same in record and replay: the deadlock closes at the same place. */
    static void deadlock(String description) {
        BackstepSession.note(EventCodes.DEADLOCK, description);
    }

    /** The last event of a recording that ends before its program; written into the reserve. */
    static void stopped(String reason) {
        long start = eventStart;
        end = window + windowLength;
        at = start;
        if (end - at < RESERVE_BYTES) {
            return;
        }
        noted();
        begin(EventCodes.RECORDING_STOPPED);
        putString(reason.length() > 200 ? reason.substring(0, 200) : reason);
        commit();
        progress(BackstepScheduler.ticks(), BackstepScheduler.decisions);
        state(RecordingLayout.STATE_STOPPED);
    }

    // ------------------------------------------------------------------------------------------------ bytes

    static void putByte(int v) {
        reserve(1);
        unsafe.putByte(at++, (byte) v);
    }

    static void putUnsigned(long v) {
        reserve(10);
        long p = at;
        while ((v & ~0x7fL) != 0) {
            unsafe.putByte(p++, (byte) (v | 0x80));
            v >>>= 7;
        }
        unsafe.putByte(p++, (byte) v);
        at = p;
    }

    static void putSigned(long v) {
        putUnsigned((v << 1) ^ (v >> 63));
    }

    static void putInt(int v) {
        reserve(4);
        unsafe.putInt(at, v);
        at += 4;
    }

    static void putArray(byte[] a, int offset, int length) {
        reserve(length);
        unsafe.copyMemory(a, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, null, at, length);
        at += length;
    }

    static void putMemory(long address, long length) {
        reserve(length);
        unsafe.copyMemory(null, address, null, at, length);
        at += length;
    }

    /** A tagged string value, null allowed. */
    static void putString(String s) {
        if (s == null) {
            putByte(EventCodes.TAG_NULL);
            return;
        }
        int n = s.length();
        boolean latin1 = true;
        for (int i = 0; i < n && latin1; i++) {
            latin1 = s.charAt(i) < 256;
        }
        putByte(latin1 ? EventCodes.TAG_LATIN1 : EventCodes.TAG_UTF16);
        putUnsigned(n);
        reserve(latin1 ? n : 2L * n);
        for (int i = 0; i < n; i++) {
            char c = s.charAt(i);
            unsafe.putByte(at++, (byte) c);
            if (!latin1) {
                unsafe.putByte(at++, (byte) (c >>> 8));
            }
        }
    }
}
