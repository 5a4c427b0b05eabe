package java.lang;

import jdk.internal.misc.Unsafe;
import jdk.internal.vm.annotation.ForceInline;

/**
 * Counts the steps of application code in a debug replay. A step is the beginning of a line (of a method, where there are no
 * line numbers); its number is a position of the recording, because one managed thread runs at a time.
 *
 * <p>The instrumenter puts {@code depth = enter()} at the entry of each method of the application, {@code step(depth, site)} at
 * the beginning of each line and {@code left(depth)} before each return and where an exception leaves the method. For each
 * frame of application code that is alive we know its last two steps, so that a step back needs no search.
 *
 * <p>Only debug replays have these calls. They change nothing that the program, the log or the scheduler can see.
 */
public final class BackstepSteps {
    /** This replay is steered. */
    static boolean debug;
    /** Steps so far; the last one has this number minus 1. */
    static long steps;

    private static Unsafe unsafe;
    private static long watchFrom;
    private static long flags;

    private BackstepSteps() { }

    /** @param block address of the control block */
    static void activate(long block) {
        unsafe = BackstepBaton.unsafe();
        watchFrom = block + dev.backstep.recording.ControlLayout.WATCH_FROM_OFFSET;
        flags = block + dev.backstep.recording.ControlLayout.FLAGS_OFFSET;
        debug = true;
    }

    /** Entry of a method. @return its depth among the frames of application code, from 1; 0 on a thread that is not managed */
    public static int enter() {
        BackstepThread t = BackstepScheduler.current;
        if (t.thread != Thread.currentThread()) {
            return 0;
        }
        int depth = ++t.depth;
        int i = depth << 1;
        long[] frames = t.frames;
        if (i + 1 >= frames.length) {
            frames = enlarge(t);
        }
        frames[i] = -1;
        frames[i + 1] = -1;
        return depth;
    }

    private static long[] enlarge(BackstepThread t) {
        long[] larger = new long[Math.max(64, t.frames.length * 2)];
        for (int i = 0; i < t.frames.length; i++) {
            larger[i] = t.frames[i];
        }
        t.frames = larger;
        return larger;
    }

    /** End of a method, however it ends. */
    @ForceInline
    public static void left(int depth) {
        if (depth > 0) {
            BackstepScheduler.current.depth = depth - 1;
        }
    }

    /** Beginning of a line. */
    @ForceInline
    public static void step(int depth, int site) {
        if (depth <= 0) {
            return;
        }
        long n = steps;
        steps = n + 1;
        BackstepThread t = BackstepScheduler.current;
        long[] frames = t.frames;
        int i = depth << 1;
        frames[i + 1] = frames[i];
        frames[i] = n;
        t.stepBefore = t.lastStep;
        t.lastStep = n;
        t.site = site;
        if (n >= unsafe.getLongOpaque(null, watchFrom) || unsafe.getByte(flags + site) != 0) {
            BackstepControl.watched(t, depth, site, n);
        }
    }

    /** Where a debugger has its breakpoint. */
    public static void stopped() { }
}
