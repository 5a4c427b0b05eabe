package java.lang;

import java.io.FileDescriptor;
import java.io.IOException;

/**
 * What holds from the moment a debugger may run code of the program in this process: nothing is taken from the log, and nothing
 * leaves this process. Time and what only looks at this machine are real. There is no way back; the process is given up when
 * the session comes back to the recording.
 *
 * <p>During an evaluation the program <em>stands</em>: nobody waits, because all other threads stand still. In a "what if" the
 * program runs on live from there, under the scheduler as if it were not recorded. Threads that are outside, in a native, stay there:
 * what they waited for does not exist.
 */
final class BackstepDiversion extends Thread {
    static boolean active;
    /** All other threads stand still. */
    static boolean standing;
    private static final long LOOK_NANOS = 10_000_000;
    private static final int LOOKS_UNTIL_STUCK = 5;
    private static BackstepDiversion watch;

    /** Natives that only look; the rest is refused. Names or, with a dot or slash at the end, beginnings of names. */
    private static final String[] HARMLESS = {
        "java/io/UnixFileSystem.canonicalize0", "java/io/UnixFileSystem.getBooleanAttributes0", "java/io/UnixFileSystem.checkAccess0",
        "java/io/UnixFileSystem.getLastModifiedTime0", "java/io/UnixFileSystem.getLength0", "java/io/UnixFileSystem.list0",
        "java/io/UnixFileSystem.getSpace0", "java/io/UnixFileSystem.getNameMax0",
        "java/lang/Runtime.", "java/lang/ProcessEnvironment.", "java/lang/ProcessHandleImpl.getCurrentPid0",
        "java/lang/ProcessHandleImpl.isAlive0", "java/lang/ProcessHandleImpl.parent0", "java/lang/ProcessHandleImpl$Info.info0",
        "java/util/TimeZone.", "jdk/internal/loader/", "jdk/internal/misc/", "jdk/internal/util/", "sun/management/", "com/sun/management/",
        "sun/nio/fs/UnixNativeDispatcher.access0", "sun/nio/fs/UnixNativeDispatcher.getcwd", "sun/nio/fs/UnixNativeDispatcher.lstat0",
        "sun/nio/fs/UnixNativeDispatcher.readlink0", "sun/nio/fs/UnixNativeDispatcher.realpath0", "sun/nio/fs/UnixNativeDispatcher.stat0",
        "sun/nio/fs/UnixNativeDispatcher.stat2", "sun/nio/fs/UnixNativeDispatcher.strerror"
    };
    private static final String[] WRITES = {
        "java/io/FileOutputStream.write", "java/io/FileOutputStream.writeBytes", "sun/nio/ch/UnixFileDispatcherImpl.write0",
        "sun/nio/ch/UnixFileDispatcherImpl.writev0"
    };

    /** The descriptor that the native asked last about. */
    private static int descriptor = -1;

    private BackstepDiversion(ThreadGroup group) {
        super(group, null, "Backstep what-if", 0, false);
    }

    static void begin() {
        active = true;
        standing = true;
        BackstepReferences.nextClearedLook = Long.MAX_VALUE;
        BackstepLogReader.errorAhead = false;
        BackstepLogReader.errorPlace = -1;
    }

    /** The program runs on by itself. */
    static void goLive() {
        begin();
        standing = false;
        if (watch == null) {
            BackstepSession.mode = BackstepSession.OFF;
            BackstepScheduler.goLive();
            ThreadGroup root = Thread.currentThread().getThreadGroup();
            while (root.getParent() != null) {
                root = root.getParent();
            }
            watch = new BackstepDiversion(root);
            watch.setDaemon(true);
            BackstepRaw.java_lang_Thread$$start0(watch);
        }
    }

    /** The program has come to its end by itself. */
    static void ended() {
        if (active) {
            BackstepControl.end();
        }
    }

    /**
     * Holds the program where nobody runs, for a user who asks for that, or because nobody will run any more. Not managed: nothing
     * here may call a hook.
     */
    @Override
    public void run() {
        int stuck = 0;
        for (;;) {
            BackstepBaton.unsafe().park(false, LOOK_NANOS);
            if (standing || !BackstepBaton.tryTake()) {
                stuck = 0;
                continue;
            }
            stuck = BackstepScheduler.isStuck() ? stuck + 1 : 0;
            if (stuck >= LOOKS_UNTIL_STUCK) {
                stuck = 0;
                BackstepControl.stuck();
            } else {
                BackstepControl.pauseIfAsked();
            }
            BackstepScheduler.putDown();
        }
    }

    static void asked(FileDescriptor fd) {
        descriptor = fd == null ? -1 : BackstepRaw.get$java_io_FileDescriptor$$fd(fd);
    }

    /** A native of the table is called. Descriptors of the program do not exist here; its console is a file of the replay. */
    static void check(int hook) {
        String name = BackstepNatives.name(hook);
        for (int i = 0; i < HARMLESS.length; i++) {
            String harmless = HARMLESS[i];
            char last = harmless.charAt(harmless.length() - 1);
            if (last == '.' || last == '/' ? name.startsWith(harmless) : name.equals(harmless)) {
                return;
            }
        }
        for (int i = 0; i < WRITES.length; i++) {
            if (name.equals(WRITES[i]) && (descriptor == 1 || descriptor == 2)) {
                return;
            }
        }
        BackstepBaton.unsafe().throwException(new IOException(name.substring(name.lastIndexOf('/') + 1)
                + " is refused: the program is replayed, and its files, sockets and processes do not exist any more"));
    }

    /** The running thread would wait. @param status as in {@link BackstepThread} */
    static void checkWait(int status, long nanos) {
        if (status != BackstepThread.SLEEPING && nanos == 0) {
            throw new IllegalStateException("this would wait for another thread, and all of them are stopped");
        }
    }
}
