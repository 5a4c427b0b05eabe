package java.lang;

import dev.backstep.recording.ControlLayout;
import jdk.internal.misc.Unsafe;

/**
 * What makes the controller of a replay want it held at its next step, although no step says so: recorded time has passed,
 * the program used the network, it asked for a checkpoint. Which of them, it says in the control block.
 */
public final class BackstepOccasions {
    /** Bits of those met since the program was held last. */
    static int met;

    private static Unsafe unsafe;
    /** Address of the control block; 0 if nobody steers this replay. */
    private static long block;
    private static String label = "";

    private BackstepOccasions() { }

    static void activate(long controlBlock) {
        unsafe = BackstepBaton.unsafe();
        block = controlBlock;
    }

    /** A slice ended, or a CLOCK was read. */
    static void passed(long ticks) {
        if (block == 0) {
            return;
        }
        if (BackstepLogReader.clockNanos >= unsafe.getLong(block + ControlLayout.OCCASION_CLOCK_OFFSET)) {
            meet(ControlLayout.OCCASION_CLOCK);
        }
        if (ticks >= unsafe.getLong(block + ControlLayout.OCCASION_TICK_OFFSET)) {
            meet(ControlLayout.OCCASION_TICKS);
        }
    }

    /** A logged native came back, or threw. */
    static void cameBack(int hook) {
        if (block != 0 && hook < ControlLayout.MOST_HOOKS && unsafe.getByte(block + ControlLayout.HOOKS_OFFSET + hook) != 0 && !isQuiet()) {
            meet(ControlLayout.OCCASION_NATIVE);
        }
    }

    /** The field that this replay was asked to watch was written. Called by the program. */
    public static void written() {
        BackstepThread t = BackstepScheduler.current;
        if (block != 0 && t.thread == Thread.currentThread() && !isQuiet()) {
            meet(ControlLayout.OCCASION_WRITE);
        }
    }

    private static boolean isQuiet() {
        return BackstepLogReader.clockNanos < unsafe.getLong(block + ControlLayout.QUIET_UNTIL_OFFSET);
    }

    /** The program, or somebody outside, wanted a checkpoint. */
    static void asked(String text, int occasion) {
        if (block != 0) {
            label = text;
            meet(occasion);
        }
    }

    private static void meet(int occasion) {
        if ((unsafe.getInt(block + ControlLayout.OCCASIONS_OFFSET) & occasion) != 0) {
            met |= occasion;
            unsafe.putLong(block + ControlLayout.WATCH_FROM_OFFSET, 0);
        }
    }

    /** The program is being held. */
    static void tell() {
        unsafe.putInt(block + ControlLayout.MET_OFFSET, met);
        int length = label.length() < ControlLayout.MOST_LABEL_CHARS ? label.length() : ControlLayout.MOST_LABEL_CHARS;
        unsafe.putInt(block + ControlLayout.LABEL_OFFSET, length);
        for (int i = 0; i < length; i++) {
            unsafe.putChar(block + ControlLayout.LABEL_OFFSET + 4 + 2L * i, label.charAt(i));
        }
        met = 0;
        label = "";
    }
}
