package java.lang;

import dev.backstep.recording.QueryLayout;

/** Writes down where a field is read and written, for breakpoints on it; in which object does not matter. */
public final class BackstepAccesses {
    private static boolean on;
    private static int told;

    private BackstepAccesses() { }

    static void activate() {
        on = true;
    }

    public static void read() {
        put(0);
    }

    public static void written() {
        put(1);
    }

    private static void put(int isWrite) {
        BackstepThread t = BackstepScheduler.current;
        if (on && t.thread == Thread.currentThread() && told < QueryLayout.MOST_ACCESSES) {
            told++;
            BackstepIndex.putByte(QueryLayout.ACCESS);
            BackstepIndex.putUnsigned(BackstepQuestion.step(t));
            BackstepIndex.putUnsigned(t.id);
            BackstepIndex.putUnsigned(BackstepQuestion.site(t) + 1);
            BackstepIndex.putUnsigned(isWrite);
        }
    }

    /** Nothing more comes. */
    static void tell() {
        if (on) {
            on = false;
            BackstepIndex.putByte(QueryLayout.DONE);
            BackstepIndex.flush();
        }
    }
}
