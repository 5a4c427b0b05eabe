package java.lang;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Stable;

/**
 * Counts the steps of application code in a debug replay. A step is the beginning of a line (of a method, where there are no
 * line numbers); its number is a position of the recording, because one managed thread runs at a time.
 *
 * <p>The instrumenter puts {@code frame = enter()} at the entry of each method of the application, {@code step(frame, site)} at
 * the beginning of each line, {@code returned(value, frame, call)} behind calls and {@code left(frame)} before each return and where an exception leaves the method.
 *
 * <p>Only debug replays have these calls. They change nothing that the program, the log or the scheduler can see.
 */
public final class BackstepSteps {
    /** This replay is steered. */
    static boolean debug;
    /** Steps so far; the last one has this number minus 1. */
    static long steps;

    // Constants of compiled code: a step is counted at every line, and asks both.
    @Stable
    private static Unsafe unsafe;
    @Stable
    private static long watchFrom;
    @Stable
    private static long flags;

    private BackstepSteps() { }

    /** @param block address of the control block */
    static void activate(long block) {
        unsafe = BackstepBaton.unsafe();
        watchFrom = block + dev.backstep.recording.ControlLayout.WATCH_FROM_OFFSET;
        flags = block + dev.backstep.recording.ControlLayout.FLAGS_OFFSET;
        debug = true;
    }

    /** Entry of a method. @return its frame; null on a thread that is not managed */
    public static BackstepFrame enter() {
        BackstepThread t = BackstepScheduler.current;
        if (t.thread != Thread.currentThread()) {
            return null;
        }
        int depth = ++t.depth;
        BackstepFrame[] frames = t.frames;
        if (depth >= frames.length) {
            frames = enlarge(t);
        }
        BackstepFrame frame = frames[depth];
        frame.last = -1;
        frame.before = -1;
        return frame;
    }

    private static BackstepFrame[] enlarge(BackstepThread t) {
        BackstepFrame[] larger = new BackstepFrame[Math.max(32, t.frames.length * 2)];
        for (int i = 0; i < larger.length; i++) {
            larger[i] = i < t.frames.length ? t.frames[i] : new BackstepFrame(i);
        }
        t.frames = larger;
        return larger;
    }

    /** End of a method, however it ends. */
    @ForceInline
    public static void left(BackstepFrame frame) {
        if (frame != null) {
            BackstepScheduler.current.left(frame);
        }
    }

    /**
     * Beginning of a line. Plain reads of what the controller writes: compiled code may see that late, at the end of its slice.
     * It writes while the program is held, but for a pause.
     */
    @ForceInline
    public static void step(BackstepFrame frame, int site) {
        if (frame == null) {
            return;
        }
        long n = steps;
        steps = n + 1;
        frame.before = frame.last;
        frame.last = n;
        frame.site = site;
        // Negative if it is watched from here on, or the site has a flag: one branch for both, as this is in every line's code.
        if ((unsafe.getLong(watchFrom) - n - 1 | -unsafe.getByte(flags + site)) < 0) {
            BackstepControl.watched(BackstepScheduler.current, frame, site, n);
        }
    }

    /** A call in a frame's line has returned. @param call name of the method, a space, and the first character of the type's descriptor */
    @ForceInline
    public static void returned(int value, BackstepFrame frame, String call) {
        returned((long) value, frame, call);
    }

    @ForceInline
    public static void returned(float value, BackstepFrame frame, String call) {
        returned((long) Float.floatToRawIntBits(value), frame, call);
    }

    @ForceInline
    public static void returned(double value, BackstepFrame frame, String call) {
        returned(Double.doubleToRawLongBits(value), frame, call);
    }

    @ForceInline
    public static void returned(long value, BackstepFrame frame, String call) {
        if (frame != null) {
            frame.returnedBits = value;
            frame.returnedCall = call;
            frame.returnedAt = steps;
        }
    }

    @ForceInline
    public static void returned(Object value, BackstepFrame frame, String call) {
        if (frame != null) {
            frame.returnedObject = value;
            frame.returnedCall = call;
            frame.returnedAt = steps;
        }
    }

    /** Where a debugger has its breakpoint. */
    public static void stopped() { }
}
