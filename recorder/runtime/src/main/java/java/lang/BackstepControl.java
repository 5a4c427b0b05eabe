package java.lang;

import dev.backstep.recording.ControlLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import jdk.internal.misc.Unsafe;

/**
 * The debuggee's side of the control block ({@code ControlLayout}): whether to stop at a step, what to tell when stopped, and
 * the wait for what comes next. It runs on the thread that has the baton, so nothing else moves meanwhile.
 */
final class BackstepControl {
    /** A held thread looks for requests often at first, then seldom: there may be many held processes. */
    private static final int KEEN_LOOKS = 20_000;
    private static final int PATIENT_LOOKS = 40_000;
    private static final long KEEN_NANOS = 50_000;
    private static final long PATIENT_NANOS = 2_000_000;
    private static final long IDLE_NANOS = 10_000_000;
    /** signal(7), and {@code handle0} of {@code jdk.internal.misc.Signal}. */
    private static final int SIGCHLD = 17;
    private static final long IGNORE = 1;

    private static Unsafe unsafe;
    private static long block;
    private static int answered;

    private BackstepControl() { }

    static void open(String path) {
        unsafe = BackstepBaton.unsafe();
        try {
            RandomAccessFile file = new RandomAccessFile(path, "rw");
            block = BackstepMappings.map(file.getFD(), true, 0, ControlLayout.LENGTH_BYTES);
        } catch (IOException e) {
            BackstepNatives.printError("backstep: the control block cannot be opened: " + e + "\n");
            BackstepSession.kill();
        }
        BackstepLeash.start(Thread.currentThread());
        unsafe.putInt(block + ControlLayout.STATE_OFFSET, ControlLayout.STATE_RUNNING);
        BackstepSteps.activate(block);
        BackstepOccasions.activate(block);
    }

    /** The recording is being written. */
    static boolean follows() {
        return block != 0 && unsafe.getIntVolatile(null, block + ControlLayout.FOLLOW_OFFSET) != 0;
    }

    /** How far we are. It may be waiting for what the recorded program does next. */
    static void progress() {
        if (block == 0) {
            return;
        }
        unsafe.putLong(block + ControlLayout.PROGRESS_EVENT_OFFSET, BackstepLogReader.eventCount);
    }

    static boolean echoes() {
        return unsafe.getInt(block + ControlLayout.ECHO_OFFSET) != 0;
    }

    static long block() {
        return block;
    }

    // ------------------------------------------------------------------------------------------------ conditions

    /** A step that may be one to stop at. */
    static void watched(BackstepThread t, BackstepFrame frame, int site, long n) {
        int flag = unsafe.getByte(block + ControlLayout.FLAGS_OFFSET + site);
        if (flag == ControlLayout.FLAG_RECORD && record(t, site, n)) {
            hold(ControlLayout.REASON_HITS, n, site);
        }
        boolean stops = flag == ControlLayout.FLAG_STOP || flag >= ControlLayout.FLAG_COUNT && isLast(flag - ControlLayout.FLAG_COUNT);
        int reason = reasonAt(t, frame, n);
        if (stops && (reason == ControlLayout.REASON_NONE || reason == ControlLayout.REASON_PAUSE)) {
            reason = ControlLayout.REASON_FLAG;     // who asked for the pause may go on: the hit would be lost
        }
        if (reason != ControlLayout.REASON_NONE) {
            hold(reason, n, site);
        }
    }

    /** Counts one down. */
    private static boolean isLast(int row) {
        long address = block + ControlLayout.COUNTS_OFFSET + 8L * row;
        long left = unsafe.getLong(address) - 1;
        unsafe.putLong(address, left);
        return left == 0;
    }

    /** @return whether there is no room for another */
    private static boolean record(BackstepThread t, int site, long n) {
        int count = unsafe.getInt(block + ControlLayout.HIT_COUNT_OFFSET);
        long row = block + ControlLayout.HITS_OFFSET + (long) count * ControlLayout.HIT_ROW_BYTES;
        unsafe.putLong(row + ControlLayout.HIT_STEP, n);
        unsafe.putInt(row + ControlLayout.HIT_SITE, site);
        unsafe.putInt(row + ControlLayout.HIT_THREAD, t.id);
        unsafe.putInt(block + ControlLayout.HIT_COUNT_OFFSET, count + 1);
        return count + 1 == ControlLayout.MOST_HITS;
    }

    /** A slice ended: how far we are. */
    static void passing(long ticks) {
        if (BackstepSteps.debug) {
            unsafe.putLong(block + ControlLayout.PROGRESS_OFFSET, BackstepSteps.steps);
            unsafe.putLong(block + ControlLayout.PROGRESS_EVENT_OFFSET, BackstepLogReader.eventCount);
            BackstepOccasions.passed(ticks);
        }
    }

    private static int reasonAt(BackstepThread t, BackstepFrame frame, long n) {
        Unsafe u = unsafe;
        if (n >= u.getLong(block + ControlLayout.STOP_STEP_OFFSET)) {
            return ControlLayout.REASON_STEP;
        }
        if (t.id == u.getInt(block + ControlLayout.STOP_THREAD_OFFSET) && endsMotion(frame)) {
            return ControlLayout.REASON_THREAD;
        }
        if (BackstepScheduler.ticks() >= u.getLong(block + ControlLayout.STOP_TICK_OFFSET)) {
            return ControlLayout.REASON_TICK;
        }
        if (BackstepLogReader.eventCount >= u.getLong(block + ControlLayout.STOP_EVENT_OFFSET)) {
            return ControlLayout.REASON_EVENT;
        }
        if (BackstepOccasions.met != 0) {
            return ControlLayout.REASON_OCCASION;
        }
        return u.getIntOpaque(null, block + ControlLayout.PAUSE_OFFSET) != 0 ? ControlLayout.REASON_PAUSE : ControlLayout.REASON_NONE;
    }

    /**
     * A frame that was not there when the motion began is passed over, and all that is as deep: what it was called from is
     * shallower. The outermost frame of application code was called from code that cannot be stepped through.
     */
    private static boolean endsMotion(BackstepFrame frame) {
        int stopDepth = unsafe.getInt(block + ControlLayout.STOP_DEPTH_OFFSET);
        int depth = frame.depth;
        boolean isNew = frame.before < 0;
        if (stopDepth == ControlLayout.ANY_DEPTH || isNew && depth == 1) {
            return true;
        }
        if (stopDepth >= ControlLayout.NEXT_CALL) {
            int calls = stopDepth - ControlLayout.NEXT_CALL;
            return isNew ? depth <= calls : depth < calls;
        }
        if (depth <= stopDepth && isNew) {
            unsafe.putInt(block + ControlLayout.STOP_DEPTH_OFFSET, depth - 1);
            return false;
        }
        return depth <= stopDepth;
    }

    // ------------------------------------------------------------------------------------------------ classes

    /** Instrumented code of a class has sites from this number on. */
    static int nextSite() {
        return BackstepSteps.debug ? unsafe.getInt(block + ControlLayout.SITE_COUNT_OFFSET) : -1;
    }

    /** A class was instrumented. */
    static void defined(String name, Object facts) {
        if (!BackstepSteps.debug || facts == null) {
            return;
        }
        int[] lines = BackstepRaw.siteLines(facts);
        if (lines.length == 0) {
            return;
        }
        String binaryName = BackstepRaw.className(facts).replace('/', '.');
        BackstepFields.register(binaryName, BackstepRaw.fields(facts));
        BackstepSurvey.defined(binaryName, BackstepRaw.superName(facts));
        String source = BackstepRaw.sourceFile(facts);
        BackstepSites.append(block, binaryName, source, facts, lines);
        if (isOfInterest(binaryName, source)) {
            hold(ControlLayout.REASON_CLASS, BackstepSteps.steps, -1);
        }
    }

    private static boolean isOfInterest(String name, String source) {
        int length = unsafe.getInt(block + ControlLayout.NAMES_OFFSET);
        if (length == 0) {
            return false;
        }
        char[] names = new char[length];
        for (int i = 0; i < length; i++) {
            names[i] = unsafe.getChar(block + ControlLayout.NAMES_OFFSET + 4 + 2L * i);
        }
        String all = new String(names);
        int nested = name.indexOf('$');
        String outer = nested > 0 ? name.substring(0, nested) : name;
        return all.contains("\n" + name + "\n") || all.contains("\n" + outer + "\n") || !source.isEmpty() && all.contains("\n" + source + "\n");
    }

    // ------------------------------------------------------------------------------------------------ held

    /** Nothing is left to replay: the last stop. */
    static void end() {
        if (BackstepSteps.debug) {
            hold(ControlLayout.REASON_END, BackstepSteps.steps, -1);
        }
    }

    /** A diversion in which nobody can run. */
    static void stuck() {
        hold(ControlLayout.REASON_STUCK, BackstepSteps.steps, -1);
    }

    /** Where nobody runs there is no step that would see it. */
    static void pauseIfAsked() {
        if (unsafe.getIntVolatile(null, block + ControlLayout.PAUSE_OFFSET) != 0) {
            hold(ControlLayout.REASON_PAUSE, BackstepSteps.steps, BackstepScheduler.current.lastSite());
        }
    }

    /** The next step ends the run. */
    static void stopHere() {
        unsafe.putLong(block + ControlLayout.STOP_STEP_OFFSET, 0);
        unsafe.putLong(block + ControlLayout.WATCH_FROM_OFFSET, 0);
    }

    /** Waits until the controller says how to go on. */
    private static void hold(int reason, long step, int site) {
        BackstepWrites.held(step);
        int why = reason;
        do {
            tell(step, site);
            unsafe.putInt(block + ControlLayout.REASON_OFFSET, why);
            unsafe.putInt(block + ControlLayout.STATE_OFFSET, ControlLayout.STATE_HELD);
            unsafe.putIntVolatile(null, block + ControlLayout.ANSWERED_OFFSET, answered);
            why = ControlLayout.REASON_RETURNED;
        } while (!goesOn(await()));
    }

    private static boolean goesOn(int command) {
        return command == ControlLayout.COMMAND_GO || command == ControlLayout.COMMAND_LIVE;
    }

    /** @return the command */
    private static int await() {
        int looks = 0;
        while (unsafe.getIntVolatile(null, block + ControlLayout.REQUEST_OFFSET) == answered) {
            unsafe.park(false, looks < KEEN_LOOKS ? KEEN_NANOS : looks < PATIENT_LOOKS ? PATIENT_NANOS : IDLE_NANOS);
            looks++;
        }
        answered = unsafe.getInt(block + ControlLayout.REQUEST_OFFSET);
        int command = unsafe.getInt(block + ControlLayout.COMMAND_OFFSET);
        unsafe.putInt(block + ControlLayout.STATE_OFFSET, goesOn(command) ? ControlLayout.STATE_RUNNING : ControlLayout.STATE_DEBUGGED);
        if (command == ControlLayout.COMMAND_SURVEY) {
            if (BackstepSurvey.isPrepared()) {
                BackstepSurvey.begin();
            }
            return command;
        }
        if (command == ControlLayout.COMMAND_WATCH) {
            wakeAgent();
            return command;
        }
        if (command == ControlLayout.COMMAND_LIVE) {
            BackstepDiversion.goLive();
        } else if (command != ControlLayout.COMMAND_GO) {
            BackstepDiversion.begin();
        }
        if (command == ControlLayout.COMMAND_DEBUG) {
            BackstepSteps.stopped();
            BackstepWrites.shown();
        } else if (command == ControlLayout.COMMAND_LISTEN) {
            // The agent also starts a command, its option launch, and does not wait for it: where the first process of a container waits
            // for nobody either, each would stay as a zombie. One that is watched goes on as recorded, and changes nothing.
            BackstepRaw.jdk_internal_misc_Signal$$handle0(SIGCHLD, IGNORE);
            wakeAgent();
        }
        return command;
    }

    /** The debug agent sleeps until this is thrown; then it listens, on a port of its own choice. */
    private static void wakeAgent() {
        catchOther();
        try {
            throw new BackstepDebugRequest();
        } catch (BackstepDebugRequest e) {
            return;
        }
    }

    /**
     * To a thread with an exception that is not caught yet the VM reports no other; and it is not caught while the thread's handler of
     * uncaught exceptions runs. Any that is caught ends that.
     */
    private static void catchOther() {
        try {
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            return;
        }
    }

    private static void tell(long step, int site) {
        Unsafe u = unsafe;
        u.putLong(block + ControlLayout.STEP_OFFSET, step);
        u.putLong(block + ControlLayout.TICK_OFFSET, BackstepScheduler.ticks());
        u.putLong(block + ControlLayout.EVENT_OFFSET, BackstepLogReader.eventCount);
        u.putInt(block + ControlLayout.THREAD_OFFSET, BackstepScheduler.current.id);
        u.putInt(block + ControlLayout.SITE_OFFSET, site);
        u.putLong(block + ControlLayout.CLOCK_OFFSET, BackstepLogReader.clockNanos);
        u.putLong(block + ControlLayout.LOG_POSITION_OFFSET, BackstepLogReader.nextFileOffset());
        BackstepOccasions.tell();
        BackstepThread[] all = BackstepThreads.byId();
        int count = 0;
        for (int i = 0; i < all.length && count < ControlLayout.MOST_THREADS - 1; i++) {
            if (all[i] != null && all[i].thread != null) {
                row(count++, all[i]);
            }
        }
        if (BackstepScheduler.current.id >= all.length) {
            row(count++, BackstepScheduler.current);
        }
        u.putInt(block + ControlLayout.THREAD_COUNT_OFFSET, count);
    }

    private static void row(int index, BackstepThread t) {
        Unsafe u = unsafe;
        long row = block + ControlLayout.THREADS_OFFSET + (long) index * ControlLayout.THREAD_ROW_BYTES;
        BackstepFrame frame = t.depth > 0 ? t.frames[t.depth] : null;
        BackstepFrame caller = t.steppedFrame(t.depth - 1);
        u.putInt(row + ControlLayout.ROW_ID, t.id);
        u.putInt(row + ControlLayout.ROW_STATUS, t.status);
        u.putInt(row + ControlLayout.ROW_DEPTH, t.depth);
        u.putInt(row + ControlLayout.ROW_SITE, t.lastSite());
        u.putLong(row + ControlLayout.ROW_JAVA_ID, t.thread.threadId());
        u.putLong(row + ControlLayout.ROW_LAST_IN_FRAME, frame == null ? -1 : frame.last);
        u.putLong(row + ControlLayout.ROW_BEFORE_IN_FRAME, frame == null ? -1 : frame.before);
        u.putLong(row + ControlLayout.ROW_CALL, caller == null ? -1 : caller.last);
        u.putLong(row + ControlLayout.ROW_LAST, t.lastStep());
        u.putLong(row + ControlLayout.ROW_BEFORE, t.stepBefore());
        u.putLong(row + ControlLayout.ROW_STARTED, t.startedAt);
    }
}
