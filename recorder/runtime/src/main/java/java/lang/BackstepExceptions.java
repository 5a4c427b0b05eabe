package java.lang;

import dev.backstep.recording.EventCodes;
import jdk.internal.misc.Unsafe;

/** Exceptions thrown by natives: logged as class, message and numbers, thrown again in replay with the same stack trace. */
public final class BackstepExceptions {
    /** Printed without loader and module version, as {@code StackTraceElement} does for modules of the JDK. */
    private static final byte JDK_FRAME_FORMAT = 3;

    /** What natives of the JDK throw. */
    static final String[] OF_NATIVES = {"java.io.FileNotFoundException", "java.io.InterruptedIOException",
            "java.io.SyncFailedException", "java.lang.UnsupportedOperationException", "java.net.BindException",
            "java.net.ConnectException", "java.net.NoRouteToHostException", "java.net.PortUnreachableException",
            "java.net.ProtocolException", "java.net.SocketException", "java.net.UnknownHostException",
            "sun.net.ConnectionResetException", "sun.nio.fs.UnixException"};

    private BackstepExceptions() { }

    /** Class name, message, whether it has a stack trace, then the fields of {@code UnixException}. */
    static void log(Throwable e) {
        BackstepLog.putString(e.getClass().getName());
        BackstepLog.putString(BackstepRaw.get$java_lang_Throwable$$detailMessage(e));
        boolean traced = BackstepRaw.get$java_lang_Throwable$$stackTrace(e) != null;
        if (traced) {
            BackstepThread aside = BackstepNatives.stepAside();
            BackstepRaw.java_lang_Throwable$$getOurStackTrace(e);   // replay does so, too, and classes are initialised for it
            BackstepNatives.stepBack(aside);
        }
        BackstepLog.putByte(EventCodes.TAG_NUMBER);
        BackstepLog.putSigned(traced ? 1 : 0);
        if (isUnix(e)) {
            BackstepLog.putByte(EventCodes.TAG_NUMBER);
            BackstepLog.putSigned(errno(e));
        }
    }

    static Throwable read(int hook) {
        Throwable e = (Throwable) BackstepValues.allocate(BackstepValues.find(BackstepLogReader.string()));
        Unsafe u = BackstepBaton.unsafe();
        String message = BackstepLogReader.string();
        BackstepRaw.put$java_lang_Throwable$$detailMessage(e, message);
        BackstepRaw.put$java_lang_Throwable$$cause(e, e);
        boolean traced = BackstepNatives.readInt() != 0;
        if (isUnix(e)) {
            u.putInt(e, u.objectFieldOffset(e.getClass(), "errno"), BackstepNatives.readInt());
        }
        BackstepLogReader.get();
        if (traced) {
            BackstepRaw.put$java_lang_Throwable$$suppressedExceptions(e, BackstepRaw.get$java_lang_Throwable$$SUPPRESSED_SENTINEL());
            trace(e, BackstepNatives.name(hook));
        }
        return e;
    }

    /** Recording: a thread could not be started. */
    static void logNotStarted(OutOfMemoryError e) {
        if (BackstepSession.modeHere() == BackstepSession.RECORD) {
            BackstepLog.begin(EventCodes.THROW);
            BackstepLog.putUnsigned(BackstepNatives.START_THREAD);
            log(e);
            BackstepLog.putByte(EventCodes.TAG_END);
            BackstepLog.commit();
        }
    }

    /** Replay: the error with which a thread was not started, or null. */
    static OutOfMemoryError readNotStarted() {
        if (!BackstepLogReader.isNext(EventCodes.THROW, BackstepScheduler.current.id)) {
            return null;
        }
        BackstepLogReader.expect(EventCodes.THROW);
        BackstepLogReader.unsigned();
        OutOfMemoryError e = (OutOfMemoryError) read(BackstepNatives.START_THREAD);
        BackstepLogReader.done();
        return e;
    }

    private static boolean isUnix(Throwable e) {
        return e.getClass().getName().equals("sun.nio.fs.UnixException");
    }

    private static int errno(Throwable e) {
        Unsafe u = BackstepBaton.unsafe();
        return u.getInt(e, u.objectFieldOffset(e.getClass(), "errno"));
    }

    /** An exception of a hook, as the native {@code name} of {@code Object} or {@code Thread} would throw it. */
    static <E extends Throwable> E thrownBy(String name, E e) {
        trace(e, name);
        return e;
    }

    /** The trace from here, with the native that threw in the recording on top. */
    private static void trace(Throwable e, String name) {
        BackstepRaw.put$java_lang_Throwable$$stackTrace(e, BackstepRaw.get$java_lang_Throwable$$UNASSIGNED_STACK());
        e.fillInStackTrace();
        StackTraceElement[] here = BackstepRaw.java_lang_Throwable$$getOurStackTrace(e);
        StackTraceElement[] whole = new StackTraceElement[here.length + 1];
        System.arraycopy(here, 0, whole, 1, here.length);
        int dot = name.lastIndexOf('.');
        String declaring = name.substring(0, dot).replace('/', '.');
        StackTraceElement top = here.length == 0 ? null : here[0];
        boolean sameClass = top != null && top.getClassName().equals(declaring);
        whole[0] = nativeFrame(declaring, name.substring(dot + 1), sameClass ? top : null);
        BackstepRaw.put$java_lang_Throwable$$stackTrace(e, whole);
    }

    /** @param near a frame of the same class, or null */
    static StackTraceElement nativeFrame(String declaring, String name, StackTraceElement near) {
        String file = near != null ? near.getFileName() : declaring.substring(declaring.lastIndexOf('.') + 1) + ".java";
        StackTraceElement frame = new StackTraceElement(null, "java.base", near == null ? null : near.getModuleVersion(), declaring, name, file, -2);
        BackstepRaw.put$java_lang_StackTraceElement$$format(frame, JDK_FRAME_FORMAT);
        return frame;
    }
}
