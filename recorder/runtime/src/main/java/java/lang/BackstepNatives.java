package java.lang;

import dev.backstep.recording.EventCodes;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import jdk.internal.misc.Unsafe;

/**
 * What the generated wrapper of a logged native calls. Recording runs the native and logs what came back; replay takes
 * it from the log. The wrapper of a native {@code r = f(args)} reads:
 *
 * <pre>
 * t = enter(hook, mayBlock)
 * if (t != null) { try { r = f(args) } catch (e) { threw(hook, t, e); throw e }
 *                  returned(hook, t); log... (r, outs, checks); commit(); return r }
 * else           { r = read... ; outs, checks; finished(); return r }
 * </pre>
 */
public final class BackstepNatives {
    /** Hooks written by hand; the generated ones follow from {@link #FIRST_GENERATED} on. */
    static final int WAIT_FOR_REFERENCES = 1;
    static final int HAS_PENDING_REFERENCES = 2;
    static final int MAP = 3;
    static final int RAISE_SIGNAL = 4;
    static final int FILE_POINTER = 5;
    static final int START_THREAD = 6;
    public static final int FIRST_GENERATED = 16;

    /** Stands for a thread that the scheduler does not know: its natives run as they are. */
    private static final BackstepThread UNMANAGED = new BackstepThread(-1);
    /** Identity hashes used up at an alignment, so that replay, which does not run natives, can catch up. */
    private static final int HASH_MARGIN = 4;
    /** More than a VM uses up until activation, by far. */
    private static final int BOOT_HASHES = 512;

    /** Natives that were called before; the first call links the native and may use up identity hashes. */
    private static boolean[] linked = new boolean[1024];
    private static String[] names;

    private static FileOutputStream console;
    private static FileOutputStream consoleErrors;

    private BackstepNatives() { }

    /** Prepared at activation, in record and replay alike. */
    static void activate() {
        console = new FileOutputStream(FileDescriptor.out);
        consoleErrors = new FileOutputStream(FileDescriptor.err);
    }

    // ------------------------------------------------------------------------------------------------ protocol

    /** @return the running thread when the native has to be called, null in replay */
    public static BackstepThread enter(int hook, boolean mayBlock) {
        BackstepThread me = BackstepScheduler.current;
        int mode = BackstepSession.mode;
        if (mode == BackstepSession.BOOT) {
            return me;
        }
        if (me.thread != Thread.currentThread()) {
            return UNMANAGED;
        }
        if (me.nativeState != BackstepThread.NO_NATIVE) {
            return UNMANAGED;   // Java code that a native calls: not there in replay
        }
        if (BackstepDiversion.active) {
            BackstepDiversion.check(hook);
            return UNMANAGED;
        }
        if (mode == BackstepSession.REPLAY) {
            enterReplay(hook, me);
            return null;
        }
        me.nativeHook = hook;
        me.nativeCount++;
        if (mayBlock && me.noPreempt == 0) {
            me.nativeState = BackstepThread.RELEASED;
            release(me);
        } else {
            me.nativeState = BackstepThread.HOLDS_BATON;
        }
        return me;
    }

    /** {@code me} is in a native: lets others run. Called by itself, or by the watchdog when it takes long. */
    static void release(BackstepThread me) {
        if (BackstepSession.mode == BackstepSession.RECORD) {
            BackstepLog.begin(EventCodes.BLOCK, me.id);
            BackstepLog.putUnsigned(me.nativeHook);
            BackstepLog.commit();
        }
        me.status = BackstepThread.IN_NATIVE;
        me.go = false;
        BackstepScheduler.leave(me);
    }

    private static void enterReplay(int hook, BackstepThread me) {
        if (BackstepLogReader.isNext(EventCodes.BLOCK, me.id)) {
            BackstepLogReader.expect(EventCodes.BLOCK);
            checkHook(hook);
            BackstepLogReader.done();
            BackstepScheduler.blockInNative(me);
        }
        if (BackstepLogReader.isNext(EventCodes.THROW, me.id)) {
            BackstepLogReader.expect(EventCodes.THROW);
            checkHook(hook);
            me.nativeState = BackstepThread.ASIDE;
            Throwable e = BackstepExceptions.read(hook);
            BackstepErrors.thrownByNative(e);
            me.nativeState = BackstepThread.NO_NATIVE;
            if (BackstepSurvey.on) {
                BackstepSurvey.met(hook);
            }
            BackstepOccasions.cameBack(hook);
            BackstepLogReader.done();
            alignInReplay(hook);
            BackstepBaton.unsafe().throwException(e);
        }
        BackstepLogReader.expect(EventCodes.RETURN);
        checkHook(hook);
        replayHook = hook;
        me.nativeState = BackstepThread.ASIDE;
    }

    /** The hook whose RETURN is being read. */
    private static int replayHook;

    private static void checkHook(int hook) {
        int logged = (int) BackstepLogReader.unsigned();
        if (logged != hook) {
            BackstepSession.diverged(name(logged), name(hook));
        }
    }

    /** The native came back: takes the baton again and starts the event. */
    public static void returned(int hook, BackstepThread me) {
        if (me == UNMANAGED) {
            return;
        }
        comeBack(me);
        if (BackstepSession.mode == BackstepSession.RECORD) {
            BackstepLog.begin(EventCodes.RETURN);
            BackstepLog.putUnsigned(hook);
            recordHook = hook;
        }
    }

    private static int recordHook;

    /** The native threw. */
    public static void threw(int hook, BackstepThread me, Throwable e) {
        if (me == UNMANAGED) {
            return;
        }
        comeBack(me);
        BackstepErrors.thrownByNative(e);
        if (BackstepSession.mode == BackstepSession.RECORD) {
            BackstepLog.begin(EventCodes.THROW);
            BackstepLog.putUnsigned(hook);
            BackstepExceptions.log(e);
            BackstepLog.putByte(EventCodes.TAG_END);
            BackstepLog.commit();
            alignInRecord(hook);
        }
    }

    private static void comeBack(BackstepThread me) {
        if (BackstepSession.mode == BackstepSession.BOOT) {
            return;
        }
        if (!BackstepBaton.leaveNative(me)) {
            BackstepScheduler.resumeFromNative(me);
            me.nativeState = BackstepThread.NO_NATIVE;
        }
    }

    /** Record: the results are logged. */
    public static void commit() {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_END);
            BackstepLog.commit();
            alignInRecord(recordHook);
        }
    }

    /** Replay: the results are read. */
    public static void finished() {
        int tag = BackstepLogReader.get();
        if (tag != EventCodes.TAG_END) {
            BackstepSession.diverged("another result of " + name(replayHook), "its end");
        }
        BackstepScheduler.current.nativeState = BackstepThread.NO_NATIVE;
        if (BackstepSurvey.on) {
            BackstepSurvey.met(replayHook);
        }
        BackstepOccasions.cameBack(replayHook);
        BackstepLogReader.done();
        alignInReplay(replayHook);
    }

    private static boolean recording() {
        return BackstepSession.modeHere() == BackstepSession.RECORD;
    }

    // ------------------------------------------------------------------------------------------------ identity hashes

    private static boolean firstCall(int hook) {
        if (hook >= linked.length || linked[hook]) {
            return false;
        }
        linked[hook] = true;
        return true;
    }

    private static void alignInRecord(int hook) {
        if (firstCall(hook)) {
            alignHashes(HASH_MARGIN);
        }
    }

    private static void alignInReplay(int hook) {
        if (firstCall(hook)) {
            alignHashes(0);
        }
    }

    private static int nextHash() {
        return hashOf(new Object());
    }

    static int hashOf(Object o) {
        return BackstepRaw.java_lang_System$$identityHashCode(o);
    }

    /** What a steered replay does before this, and its debug agent, uses up hashes; from here on each object has the same one. */
    static void alignBootHashes() {
        int here = nextHash();
        while (here % BOOT_HASHES != 0) {
            here = nextHash();
        }
    }

    /** The VM hands out identity hashes in sequence: record skips some and logs where it stands, replay catches up. */
    static void alignHashes(int margin) {
        if (BackstepSession.mode == BackstepSession.RECORD) {
            for (int i = 0; i < margin; i++) {
                nextHash();
            }
            BackstepLog.unsigned(EventCodes.HASH_ALIGN, nextHash());
        } else if (BackstepSession.mode == BackstepSession.REPLAY) {
            BackstepLogReader.expect(EventCodes.HASH_ALIGN);
            long target = BackstepLogReader.unsigned();
            BackstepLogReader.done();
            long here = nextHash();
            while (here < target) {
                here = nextHash();
            }
            if (here != target) {
                BackstepSession.diverged("identity hash ", target, "identity hash ", here);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ blocking?

    /** Ticks that a poll without time-out counts for: code of the JDK may spin with it until another thread went on. */
    private static final int POLL_TICKS = 64;

    /** A poll or lock waits when its time-out (or wait flag) is not 0. */
    public static boolean waits(int timeout) {
        return waits((long) timeout);
    }

    public static boolean waits(long timeout) {
        if (timeout == 0 && BackstepScheduler.current.thread == Thread.currentThread()) {
            BackstepScheduler.spend(POLL_TICKS);
        }
        return timeout != 0;
    }

    /** A diagnostic command asks for a help text: those of Flight Recorder are written in Java, and all are the same each time. */
    public static boolean runsJava(String command) {
        return command != null && command.startsWith("help");
    }

    public static int lengthOf(byte[] a) {
        return a == null ? 0 : a.length;
    }

    /** A read or write of this descriptor may block: it is not a regular file. */
    public static boolean blocks(FileDescriptor fd) {
        if (BackstepDiversion.active) {
            BackstepDiversion.asked(fd);
        }
        int mode = BackstepSession.mode;
        if (mode != BackstepSession.RECORD || fd == null) {
            return mode == BackstepSession.OFF;
        }
        BackstepThread aside = stepAside();
        try {
            return BackstepRaw.sun_nio_ch_UnixFileDispatcherImpl$$isOther0(fd);
        } catch (IOException e) {
            return false;   // closed: the call will say so
        } finally {
            stepBack(aside);
        }
    }

    /**
     * Before code of ours that runs in the recording only. The first call of a native makes the VM run Java code that looks
     * for its library: it must not count.
     *
     * @return what {@link #stepBack} wants
     */
    static BackstepThread stepAside() {
        BackstepThread me = BackstepScheduler.current;
        if (BackstepSession.mode == BackstepSession.BOOT || me.thread != Thread.currentThread() || me.nativeState != BackstepThread.NO_NATIVE) {
            return null;   // it does not count already
        }
        me.nativeState = BackstepThread.ASIDE;
        return me;
    }

    static void stepBack(BackstepThread aside) {
        if (aside != null) {
            aside.nativeState = BackstepThread.NO_NATIVE;
        }
    }

    // ------------------------------------------------------------------------------------------------ results: record

    public static void logInt(int v) {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_NUMBER);
            BackstepLog.putSigned(v);
        }
    }

    public static void logLong(long v) {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_NUMBER);
            BackstepLog.putSigned(v);
        }
    }

    public static void logDouble(double v) {
        logLong(Double.doubleToRawLongBits(v));
    }

    public static void logObject(Object o) {
        if (recording()) {
            BackstepValues.log(BackstepSession.withoutHome(o));
        }
    }

    public static void logArray(byte[] a, int offset, int length) {
        if (recording()) {
            if (a == null || length <= 0) {
                BackstepLog.putByte(EventCodes.TAG_NULL);
                return;
            }
            BackstepLog.putByte(EventCodes.TAG_BYTES);
            BackstepLog.putUnsigned(length);
            BackstepLog.putArray(a, offset, length);
        }
    }

    public static void logMemory(long address, long length) {
        if (recording()) {
            if (address == 0 || length <= 0) {
                BackstepLog.putByte(EventCodes.TAG_NULL);
                return;
            }
            BackstepLog.putByte(EventCodes.TAG_BYTES);
            BackstepLog.putUnsigned(length);
            BackstepLog.putMemory(address, length);
        }
    }

    /** {@code total} bytes spread over {@code count} pairs (address, length) at {@code vector}. */
    public static void logVector(long vector, int count, long total) {
        if (recording()) {
            Unsafe u = BackstepBaton.unsafe();
            for (int i = 0; i < count && total > 0; i++) {
                long length = Math.min(total, u.getLong(vector + 16L * i + 8));
                logMemory(u.getLong(vector + 16L * i), length);
                total -= length;
            }
        }
    }

    public static void logFields(Object o) {
        if (recording()) {
            BackstepValues.logFields(o);
        }
    }

    public static void logInts(int[] a) {
        logObject(a);
    }

    public static void logLongs(long[] a) {
        logObject(a);
    }

    public static void logDoubles(double[] a) {
        if (recording()) {
            int n = a == null ? 0 : a.length;
            for (int i = 0; i < n; i++) {
                logDouble(a[i]);
            }
        }
    }

    public static void logObjects(Object[] a) {
        if (recording()) {
            int n = a == null ? 0 : a.length;
            for (int i = 0; i < n; i++) {
                BackstepValues.log(a[i]);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ results: replay

    private static void expectTag(int tag) {
        int found = BackstepLogReader.get();
        if (found != tag) {
            BackstepSession.diverged("value tag ", found, "value tag ", tag);
        }
    }

    public static int readInt() {
        return (int) readLong();
    }

    public static long readLong() {
        expectTag(EventCodes.TAG_NUMBER);
        return BackstepLogReader.signed();
    }

    public static double readDouble() {
        return Double.longBitsToDouble(readLong());
    }

    public static Object readObject() {
        return BackstepSession.withHome(BackstepValues.read());
    }

    public static void readArray(byte[] a, int offset, int length) {
        int n = length(length);
        if (n > 0) {
            if (a == null || offset < 0 || n > a.length - offset) {
                BackstepSession.diverged("bytes for an array of at least ", offset + n, "an array of ", a == null ? -1 : a.length);
            }
            BackstepLogReader.getArray(a, offset, n);
        }
    }

    public static void readMemory(long address, long length) {
        long n = length(length);
        if (n > 0) {
            BackstepLogReader.getMemory(address, n);
        }
    }

    /** @return length of the bytes that follow; 0 for null */
    private static int length(long expected) {
        int tag = BackstepLogReader.get();
        if (tag == EventCodes.TAG_NULL) {
            return 0;
        }
        if (tag != EventCodes.TAG_BYTES) {
            BackstepSession.diverged("value tag ", tag, "value tag ", EventCodes.TAG_BYTES);
        }
        long n = BackstepLogReader.unsigned();
        if (n != expected) {
            BackstepSession.diverged("bytes: ", n, "bytes: ", expected);
        }
        return (int) n;
    }

    public static void readVector(long vector, int count, long total) {
        Unsafe u = BackstepBaton.unsafe();
        for (int i = 0; i < count && total > 0; i++) {
            long length = Math.min(total, u.getLong(vector + 16L * i + 8));
            readMemory(u.getLong(vector + 16L * i), length);
            total -= length;
        }
    }

    public static void readFields(Object o) {
        BackstepValues.readFields(o);
    }

    public static void readInts(int[] a) {
        int[] logged = (int[]) BackstepValues.read();
        if (logged != null) {
            for (int i = 0; i < logged.length; i++) {
                a[i] = logged[i];
            }
        }
    }

    public static void readLongs(long[] a) {
        long[] logged = (long[]) BackstepValues.read();
        if (logged != null) {
            for (int i = 0; i < logged.length; i++) {
                a[i] = logged[i];
            }
        }
    }

    public static void readDoubles(double[] a) {
        int n = a == null ? 0 : a.length;
        for (int i = 0; i < n; i++) {
            a[i] = readDouble();
        }
    }

    public static void readObjects(Object[] a) {
        int n = a == null ? 0 : a.length;
        for (int i = 0; i < n; i++) {
            a[i] = BackstepValues.read();
        }
    }

    // ------------------------------------------------------------------------------------------------ checks

    /** An argument worth knowing, which must be the same in replay: a path, a file or a number. */
    public static void logArgument(Object o) {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_ARGUMENT);
            BackstepLog.putString(argumentText(o));
        }
    }

    public static void checkArgument(Object o) {
        expectTag(EventCodes.TAG_ARGUMENT);
        String logged = BackstepLogReader.string();
        String here = argumentText(o);
        if (logged == null ? here != null : !logged.equals(here)) {
            BackstepSession.diverged(logged + " for " + name(replayHook), here + " for " + name(replayHook));
        }
    }

    public static void logNumber(long v) {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_ARGUMENT);
            BackstepLog.putByte(EventCodes.TAG_NUMBER);
            BackstepLog.putSigned(v);
        }
    }

    public static void checkNumber(long v) {
        expectTag(EventCodes.TAG_ARGUMENT);
        expectTag(EventCodes.TAG_NUMBER);
        long logged = BackstepLogReader.signed();
        if (logged != v) {
            BackstepSession.diverged("argument of " + name(replayHook) + ": ", logged, "argument: ", v);
        }
    }

    public static void logCString(long address) {
        if (recording()) {
            BackstepLog.putByte(EventCodes.TAG_ARGUMENT);
            BackstepLog.putString(cString(address));
        }
    }

    public static void checkCString(long address) {
        checkArgument(cString(address));
    }

    private static String cString(long address) {
        if (address == 0) {
            return null;
        }
        Unsafe u = BackstepBaton.unsafe();
        int n = 0;
        while (u.getByte(address + n) != 0) {
            n++;
        }
        char[] c = new char[n];
        for (int i = 0; i < n; i++) {
            c[i] = (char) (u.getByte(address + i) & 0xff);
        }
        return BackstepSession.withoutHome(new String(c));
    }

    private static String argumentText(Object o) {
        if (o instanceof File) {
            return BackstepSession.withoutHome(((File) o).getPath());
        }
        if (o instanceof byte[]) {
            byte[] b = (byte[]) o;
            int n = 0;
            while (n < b.length && b[n] != 0) {
                n++;
            }
            char[] c = new char[n];
            for (int i = 0; i < n; i++) {
                c[i] = (char) (b[i] & 0xff);
            }
            return BackstepSession.withoutHome(new String(c));
        }
        return o instanceof String ? BackstepSession.withoutHome((String) o) : null;
    }

    public static void logDigest(byte[] a, int offset, int length) {
        if (recording()) {
            putCheck(digest(a, offset, length));
        }
    }

    public static void checkDigest(byte[] a, int offset, int length) {
        check(digest(a, offset, length));
    }

    public static void logMemoryDigest(long address, long length) {
        if (recording()) {
            putCheck(digest(1, address, length));
        }
    }

    public static void checkMemoryDigest(long address, long length) {
        check(digest(1, address, length));
    }

    public static void logVectorDigest(long vector, int count) {
        if (recording()) {
            putCheck(vectorDigest(vector, count));
        }
    }

    public static void checkVectorDigest(long vector, int count) {
        check(vectorDigest(vector, count));
    }

    private static void putCheck(int digest) {
        BackstepLog.putByte(EventCodes.TAG_CHECK);
        BackstepLog.putInt(digest);
    }

    private static void check(int digest) {
        expectTag(EventCodes.TAG_CHECK);
        int logged = BackstepLogReader.getInt();
        if (logged != digest) {
            BackstepSession.diverged("data passed to " + name(replayHook) + " with digest " + hex(logged), "digest " + hex(digest));
        }
    }

    /** As {@code backstep events} shows it. */
    private static String hex(int digest) {
        return Long.toHexString(1L << 32 | digest & 0xffffffffL).substring(1);
    }

    private static int digest(byte[] a, int offset, int length) {
        int h = 1;
        if (a != null) {
            for (int i = 0; i < length; i++) {
                h = 31 * h + a[offset + i];
            }
        }
        return h;
    }

    private static int digest(int h, long address, long length) {
        Unsafe u = BackstepBaton.unsafe();
        for (long i = 0; i < length; i++) {
            h = 31 * h + u.getByte(address + i);
        }
        return h;
    }

    private static int vectorDigest(long vector, int count) {
        Unsafe u = BackstepBaton.unsafe();
        int h = 1;
        for (int i = 0; i < count; i++) {
            h = digest(h, u.getLong(vector + 16L * i), u.getLong(vector + 16L * i + 8));
        }
        return h;
    }

    // ------------------------------------------------------------------------------------------------ console

    /** Replay: what the program wrote to its console is really written. */
    public static void echo(FileDescriptor fd, byte[] a, int offset, int length) {
        int number = fd == null ? -1 : BackstepRaw.get$java_io_FileDescriptor$$fd(fd);
        if (BackstepSurvey.on && isConsole(number)) {
            BackstepSurvey.printed(number, a, offset, length);
        }
        FileOutputStream out = consoleFor(number);
        if (out == null || a == null || length <= 0) {
            return;
        }
        try {
            BackstepRaw.java_io_FileOutputStream$$writeBytes(out, a, offset, length, false);
        } catch (IOException e) {
            // Whoever reads our output is gone; the replay goes on.
        }
    }

    public static void echo(int fd, long address, long length) {
        if (!isConsole(fd) || length <= 0) {
            return;
        }
        byte[] copy = new byte[(int) length];
        BackstepBaton.unsafe().copyMemory(null, address, copy, Unsafe.ARRAY_BYTE_BASE_OFFSET, length);
        if (BackstepSurvey.on) {
            BackstepSurvey.printed(fd, copy, 0, copy.length);
        }
        if (consoleFor(fd) == null) {
            return;
        }
        try {
            BackstepRaw.java_io_FileOutputStream$$writeBytes(consoleFor(fd), copy, 0, copy.length, false);
        } catch (IOException e) {
            // As above.
        }
    }

    public static void echo(FileDescriptor fd, long address, long length) {
        echo(fd == null ? -1 : BackstepRaw.get$java_io_FileDescriptor$$fd(fd), address, length);
    }

    public static void echoVector(FileDescriptor fd, long vector, int count) {
        Unsafe u = BackstepBaton.unsafe();
        for (int i = 0; i < count; i++) {
            echo(fd, u.getLong(vector + 16L * i), u.getLong(vector + 16L * i + 8));
        }
    }

    public static void echo(FileDescriptor fd, int oneByte) {
        byte[] one = {(byte) oneByte};
        echo(fd, one, 0, 1);
    }

    private static boolean isConsole(int fd) {
        return fd == 1 || fd == 2;
    }

    private static FileOutputStream consoleFor(int fd) {
        if (BackstepSteps.debug && !BackstepControl.echoes()) {
            return null;    // steered: nobody reads it
        }
        return fd == 1 ? console : fd == 2 ? consoleErrors : null;
    }

    static void printError(String s) {
        byte[] b = new byte[s.length()];
        for (int i = 0; i < b.length; i++) {
            b[i] = (byte) s.charAt(i);
        }
        echo(FileDescriptor.err, b, 0, b.length);
    }

    // ------------------------------------------------------------------------------------------------ names

    /** @return {@code java/io/FileInputStream.open0} for a hook */
    static String name(int hook) {
        if (names == null) {
            names = BackstepHookNames.all().split("\n");
        }
        return hook >= 0 && hook < names.length ? names[hook] : "hook " + hook;
    }
}
