package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.RecordingLayout;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Properties;
import jdk.internal.misc.VM;

/**
 * Whether this VM records, replays or neither, from activation early in boot to the exit of the VM.
 *
 * <p>Started with {@code -Dbackstep.record=FILE} or {@code -Dbackstep.replay=FILE -Dbackstep.report=FILE}; without
 * either, the program runs under our scheduler but nothing is logged.
 */
public final class BackstepSession {
    /** The VM boots: time stands still, nothing is logged. */
    static final int BOOT = 0;
    static final int RECORD = 1;
    static final int REPLAY = 2;
    /** Scheduled by us, but not recorded: no recording was asked for, or it had to stop. */
    static final int OFF = 3;

    static int mode;

    /** Skipped identity hashes at activation and at launch: a debug agent in replay uses up some during boot. */
    private static final int BOOT_HASH_MARGIN = 512;
    private static final int DIVERGED_STATUS = 99;
    static final long CLOCK_PERIOD_NANOS = 1_000_000;

    private static String reportPath;
    /** The JDK that runs, and the one the program is told of. */
    private static String imageHome;
    private static String statedHome;
    /** Application classes get dense ticks. */
    static boolean dense;
    /** A digest of the state stands before each event: a divergence shows where it begins. */
    static boolean paranoid;
    /** The VM notes whole stacks, because we asked it to: see {@code BackstepTrace.shorten}. */
    static boolean wholeTraces;
    private static final String WHOLE_TRACES = "-XX:MaxJavaStackTraceDepth=";
    /** Replay: the recording may be of anybody's making, so that no machine code runs at its word. */
    private static boolean untrusted;
    private static long lastClock;
    private static boolean ending;
    private static String[] warnings = new String[16];
    private static int warningCount;

    private BackstepSession() { }

    /** The mode; OFF on a thread that the scheduler does not know, and in Java code that a native calls. */
    static int modeHere() {
        int m = mode;
        if (BackstepDiversion.active) {
            return OFF;
        }
        BackstepThread t = BackstepScheduler.current;
        if (m == BOOT || t.thread == Thread.currentThread() && t.nativeState == BackstepThread.NO_NATIVE) {
            return m;
        }
        return OFF;
    }

    // ------------------------------------------------------------------------------------------------ start

    /** End of {@code System.initPhase1}. */
    public static void activate() {
        Properties properties = System.getProperties();
        String record = (String) properties.remove("backstep.record");
        String replay = (String) properties.remove("backstep.replay");
        reportPath = (String) properties.remove("backstep.report");
        statedHome = (String) properties.remove("backstep.java.home");
        String control = (String) properties.remove("backstep.debug");
        String status = (String) properties.remove("backstep.status");
        String question = (String) properties.remove("backstep.question");
        String answer = (String) properties.remove("backstep.answer");
        String classes = (String) properties.remove("backstep.classes");
        String newClasses = (String) properties.remove("backstep.classes.new");
        untrusted = properties.remove("backstep.untrusted") != null;
        imageHome = properties.getProperty("java.home");
        BackstepScheduler.bind(BackstepScheduler.current);
        BackstepNatives.hashOf(BackstepScheduler.current.thread);    // a file is opened next, which asks for it
        if (control != null) {
            BackstepControl.open(control);   // before anything is counted
        }
        BackstepThreads.activate();
        wholeTraces = asksForWholeTraces(BackstepRaw.jdk_internal_misc_VM$$getRuntimeArguments());
        BackstepRoom.activate();
        BackstepNatives.activate();
        BackstepClassLoading.activate();
        if (record != null) {
            startRecording(record, classes, newClasses, properties);
        } else if (replay != null) {
            startReplay(replay, classes, status, question, answer, properties);
        } else {
            mode = OFF;
            BackstepScheduler.activate(1, Integer.MAX_VALUE / 4);
        }
    }

    /** The last option counts, and ours, which the VM may not tell, come first. */
    private static boolean asksForWholeTraces(String[] arguments) {
        String last = "";
        for (int i = 0; i < arguments.length; i++) {
            last = arguments[i].startsWith(WHOLE_TRACES) ? arguments[i] : last;
        }
        return last.length() == 0 || " ".concat(BackstepHookNames.vmOptions()).concat(" ").contains(" ".concat(last).concat(" "));
    }

    private static void startRecording(String path, String classes, String newClasses, Properties properties) {
        try {
            BackstepLog.open(path);
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            mode = OFF;
            BackstepScheduler.activate(1, 50_000);
            BackstepNatives.printError("backstep: not recording: the recording cannot be opened: " + e + "\n");
            return;
        }
        if (statedHome != null) {
            properties.setProperty("java.home", statedHome);
        }
        // After the log: what has its identity hash since the first file was opened has it without a cache, too
        BackstepClassCache.open(classes, newClasses);
        BackstepNatives.alignBootHashes();
        BackstepReferences.activate();
        mode = RECORD;
        dense = BackstepLog.isChaos();
        paranoid = BackstepLog.isParanoid();
        BackstepScheduler.activate(BackstepLog.seed(), BackstepLog.meanSliceTicks());
        BackstepProperties.log(properties);
        BackstepNatives.alignHashes(BOOT_HASH_MARGIN);
        lastClock = BackstepRaw.java_lang_System$$nanoTime();
    }

    private static void startReplay(String path, String classes, String status, String asked, String answer, Properties properties) {
        try {
            BackstepLogReader.open(path);
            if (status != null) {
                BackstepLogReader.tellIn(status);
            }
            if (asked != null) {
                BackstepQuestion.open(asked, answer);
            }
        } catch (IOException | RuntimeException e) {
            report("result=error\nmessage=" + e + "\n");
            end(DIVERGED_STATUS);
        }
        BackstepClassCache.open(classes, null);
        BackstepNatives.alignBootHashes();
        BackstepReferences.activate();
        mode = REPLAY;
        dense = BackstepLogReader.isChaos();
        paranoid = BackstepLogReader.isParanoid();
        BackstepScheduler.activate(BackstepLogReader.seed(), BackstepLogReader.meanSliceTicks());
        BackstepLogReader.done();
        BackstepProperties.restore(properties);
        BackstepNatives.alignHashes(BOOT_HASH_MARGIN);
    }

    /** Entry of {@code LauncherHelper.checkAndLoadMain}: how the main class is found comes from the log in replay. */
    public static int launchMode(int launchMode, String what) {
        if (modeHere() == RECORD) {
            BackstepLog.begin(EventCodes.LAUNCH);
            BackstepLog.putUnsigned(launchMode);
            BackstepLog.putString(what);
            BackstepLog.commit();
        } else if (modeHere() == REPLAY) {
            BackstepLogReader.expect(EventCodes.LAUNCH);
            launchMode = (int) BackstepLogReader.unsigned();
            launchTarget = BackstepLogReader.string();
            BackstepLogReader.done();
        }
        launching();
        return launchMode;
    }

    /** A debug agent has begun to work since activation: all that is counted goes on from the same numbers in each replay. */
    private static void launching() {
        if (modeHere() == RECORD || modeHere() == REPLAY) {
            BackstepClassLoading.launching();
            BackstepNatives.alignHashes(BOOT_HASH_MARGIN);
            BackstepReferences.launching();
            BackstepThreads.launching();
        }
    }

    private static String launchTarget;

    public static String launchTarget(String what) {
        return launchTarget == null ? what : launchTarget;
    }

    static String imageHome() {
        return imageHome;
    }

    /** Paths below the instrumented JDK are logged without its place, which differs between machines. */
    static String withoutHome(String path) {
        if (path != null && imageHome != null && path.startsWith(imageHome)) {
            return "$JAVA_HOME".concat(path.substring(imageHome.length()));
        }
        return path;
    }

    /** The same for what a native returned: a path is a string or, in NIO, bytes. */
    static Object withoutHome(Object returned) {
        return withOtherStart(returned, imageHome, "$JAVA_HOME");
    }

    /** The opposite. A canonical path below the instrumented JDK leads to one of its libraries, and must lead to ours. */
    static Object withHome(Object returned) {
        return withOtherStart(returned, "$JAVA_HOME", imageHome);
    }

    private static Object withOtherStart(Object returned, String old, String start) {
        if (old == null || start == null) {
            return returned;
        }
        if (returned instanceof String s) {
            return s.startsWith(old) ? start.concat(s.substring(old.length())) : s;
        }
        if (!(returned instanceof byte[] bytes) || bytes.length < old.length()) {
            return returned;
        }
        for (int i = 0; i < old.length(); i++) {
            if (bytes[i] != (byte) old.charAt(i)) {
                return returned;
            }
        }
        byte[] other = new byte[bytes.length - old.length() + start.length()];
        for (int i = 0; i < start.length(); i++) {
            other[i] = (byte) start.charAt(i);
        }
        System.arraycopy(bytes, old.length(), other, start.length(), bytes.length - old.length());
        return other;
    }

    // ------------------------------------------------------------------------------------------------ on the way

    /** A slice ended: progress for readers of an open recording, and now and then the time of day. */
    static void sliceEnded(long ticks, long decisions) {
        BackstepControl.passing(ticks);
        if (mode == RECORD) {
            BackstepLog.progress(ticks, decisions);
            clock(CLOCK_PERIOD_NANOS);
            BackstepMarks.look(BackstepScheduler.current.id);
            BackstepRoom.renew();
        } else if (mode == REPLAY) {
            BackstepMarks.pass(BackstepScheduler.current.id);
            if (BackstepSurvey.on) {
                BackstepSurvey.sample();
            }
            if (BackstepLogReader.atEnd() && ticks >= BackstepLogReader.recordedTicks()) {
                logEnded();
            }
        }
    }

    /** Recording: tools learn how late it is, if they have not been told for so long. Where a program waits, time passes without slices. */
    static void clock(long periodNanos) {
        long now = BackstepRaw.java_lang_System$$nanoTime();
        if (now - lastClock >= periodNanos) {
            BackstepLog.unsigned(EventCodes.CLOCK, now - lastClock);
            lastClock = now;
        }
    }

    /** A thread was started: tools learn its name; replay checks it. */
    static void threadStarted(int id, Thread t) {
        int m = modeHere();
        if (m == RECORD) {
            BackstepLog.begin(EventCodes.THREAD_START);
            BackstepLog.putUnsigned(id);
            BackstepLog.putString(BackstepRaw.get$java_lang_Thread$$name(t));
            BackstepLog.commit();
        } else if (m == REPLAY) {
            BackstepLogReader.expect(EventCodes.THREAD_START);
            long logged = BackstepLogReader.unsigned();
            BackstepLogReader.string();
            BackstepLogReader.done();
            if (logged != id) {
                diverged("start of thread ", logged, "start of thread ", id);
            }
        }
    }

    /** An event with a text that replay produces as well, and that the user is told of. */
    static void note(int kind, String text) {
        int m = modeHere();
        if (m == RECORD) {
            BackstepLog.noted();
            BackstepLog.text(kind, text);
        } else if (m == REPLAY) {
            BackstepLogReader.expect(kind);
            BackstepLogReader.string();
            if (BackstepSurvey.on) {
                BackstepSurvey.met();
            }
            BackstepLogReader.done();
        }
    }

    /** {@code VM.getRuntimeArguments} without what the launcher added. */
    public static String[] runtimeArguments() {
        return withoutOurs(BackstepRaw.jdk_internal_misc_VM$$getRuntimeArguments());
    }

    public static String[] withoutOurs(String[] all) {
        String ours = " ".concat(BackstepHookNames.vmOptions()).concat(" ");
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            if (!all[i].startsWith("-Dbackstep.") && !ours.contains(" ".concat(all[i]).concat(" "))) {
                all[kept++] = all[i];
            }
        }
        String[] theirs = new String[kept];
        System.arraycopy(all, 0, theirs, 0, kept);
        return theirs;
    }

    /** What must be equal before an event in replay, besides thread and tick. */
    static int stateDigest() {
        long d = BackstepReferences.looks;
        d = d * 31 + BackstepReferences.created();
        d = d * 31 + BackstepScheduler.switches;
        d = d * 31 + BackstepScheduler.decisions;
        d = d * 31 + BackstepScheduler.current.monitorCount;
        return (int) (d ^ d >>> 32);
    }

    /** Something was used that cannot be covered; each text once. */
    static void warnOnce(String text) {
        for (int i = 0; i < warningCount; i++) {
            if (warnings[i].equals(text)) {
                return;
            }
        }
        if (warningCount < warnings.length) {
            warnings[warningCount++] = text;
            note(EventCodes.WARNING, text);
        }
    }

    /** Entry of the methods that load a library. */
    public static void libraryLoaded(String path, boolean builtin) {
        if (!builtin && mode != BOOT && imageHome != null && !isOfJdk(path)) {
            refuseUntrusted("loads the native library ".concat(path));
            warnOnce("native library: " + path.substring(path.lastIndexOf('/') + 1) + " (what it does outside Java is not recorded)");
        }
    }

    private static boolean isOfJdk(String path) {
        return path.startsWith(imageHome) && path.startsWith("/lib/", imageHome.length()) && !path.contains("/../");
    }

    /** The log says what a program loads, and who made it may not be the one who replays it. */
    private static void refuseUntrusted(String does) {
        if (mode != REPLAY || !untrusted || BackstepDiversion.active) {
            return;
        }
        failed("the program " + oneLine(does) + ", which runs in replays, too, and you did not make this recording on this "
                + "machine, or it was changed since; if you trust it: backstep trust REC");
    }

    /** Replay cannot go on, for a reason that is not in the recording. */
    static void failed(String why) {
        report("result=error\nmessage=" + why + "\n");
        end(DIVERGED_STATUS);
    }

    /** A foreign function was linked. */
    public static void foreignLinked() {
        refuseUntrusted("calls foreign functions");
        warnOnce("foreign function calls (what they do outside Java is not recorded)");
    }

    /** Recording cannot go on; the program does. */
    static void stopRecording(String why, Throwable cause) {
        if (mode != RECORD || ending) {
            return;
        }
        ending = true;
        String reason = why + cause;
        BackstepLog.stopped(reason);
        mode = OFF;
        BackstepNatives.printError("backstep: recording stopped, the program goes on: " + reason + "\n");
    }

    // ------------------------------------------------------------------------------------------------ end

    /** {@code Shutdown.halt0}: the last event. */
    static int exiting(int status) {
        BackstepWatchdog.end();
        if (mode == RECORD) {
            clock(0);
            BackstepLog.signed(EventCodes.EXIT, status);
            BackstepLog.progress(BackstepScheduler.ticks(), BackstepScheduler.decisions);
            BackstepLog.state(RecordingLayout.STATE_EXITED);
        } else if (mode == REPLAY) {
            BackstepLogReader.expect(EventCodes.EXIT);
            long logged = BackstepLogReader.signed();
            BackstepLogReader.done();
            if (logged != status) {
                diverged("exit status ", logged, "exit status ", status);
            }
            BackstepQuestion.end();
            BackstepControl.end();
            report(summary("exact", status));
        }
        BackstepDiversion.ended();
        mode = OFF;
        return status;
    }

    /** The VM is destroyed after the shutdown hooks ran: there is no {@code halt0}. */
    public static void destroyed() {
        exiting(0);
    }

    /** Replay has come to the end of a recording whose program was killed, or went on unrecorded. */
    static void logEnded() {
        BackstepQuestion.end();
        BackstepControl.end();
        report(summary("ended", -1));
        mode = OFF;
        end(0);
    }

    static void diverged(String expected, long expectedNumber, String actual, long actualNumber) {
        diverged(expected + expectedNumber, actual + actualNumber);
    }

    static void diverged(String expected, String actual, long actualNumber) {
        diverged(expected, actual + actualNumber);
    }

    /** Replay met a fact other than the recorded one: reports it and ends the VM. */
    static void diverged(String expected, String actual) {
        if (mode != REPLAY || ending) {
            return;
        }
        ending = true;
        BackstepQuestion.end();
        BackstepThread t = BackstepScheduler.current;
        StringBuilder b = new StringBuilder(summary("divergence", DIVERGED_STATUS));
        b.append("thread=").append(t.id).append(' ').append(t.thread == null ? "" : t.thread.getName())
                .append("\ntick=").append(BackstepScheduler.ticks())
                .append("\ndecision=").append(BackstepScheduler.decisions)
                .append("\noffset=").append(BackstepLogReader.nextFileOffset())
                .append("\nevent=").append(BackstepLogReader.comparedEvent())
                .append("\nexpected=").append(oneLine(expected))
                .append("\nactual=").append(oneLine(actual)).append('\n');
        mode = OFF;
        StackTraceElement[] frames = new Throwable().getStackTrace();
        for (int i = 0; i < frames.length && i < 100; i++) {
            b.append("stack=").append(frames[i]).append('\n');
        }
        report(b.toString());
        end(DIVERGED_STATUS);
    }

    /** Ends a replay. While the VM still boots it cannot halt: it would wait for itself; the report says what happened. */
    private static void end(int status) {
        if (VM.isBooted()) {
            BackstepRaw.java_lang_Shutdown$$halt0(status);
        }
        kill();
    }

    /** Ends this process at once. */
    static void kill() {
        BackstepRaw.java_lang_ProcessHandleImpl$$destroy0(BackstepRaw.java_lang_ProcessHandleImpl$$getCurrentPid0(), 0, true);
    }

    private static String oneLine(String s) {
        return s.replace('\n', ' ').replace('\r', ' ');
    }

    private static String summary(String result, int status) {
        StringBuilder b = new StringBuilder("result=");
        b.append(result).append("\nevents=").append(BackstepLogReader.eventCount)
                .append("\nticks=").append(BackstepScheduler.ticks())
                .append("\nswitches=").append(BackstepScheduler.switches)
                .append("\nexit=").append(status).append('\n');
        return b.toString();
    }

    private static void report(String text) {
        if (reportPath == null) {
            BackstepNatives.printError(text);
            return;
        }
        int before = mode;
        mode = BOOT;   // our own file: neither logged nor taken from the log
        try {
            FileOutputStream out = new FileOutputStream(reportPath);
            byte[] b = text.getBytes("UTF-8");
            BackstepRaw.java_io_FileOutputStream$$writeBytes(out, b, 0, b.length, false);
        } catch (IOException e) {
            BackstepNatives.printError("backstep: cannot write the replay report: " + e + "\n");
        }
        mode = before;
    }
}
