package java.lang;

import jdk.internal.misc.Unsafe;

/**
 * The right to run managed Java code: one thread has it, or nobody. Threads that come back from outside (a native
 * returned, a time-out passed, a signal came) announce themselves in {@code arrivals} and take the baton if it lies free.
 */
final class BackstepBaton {
    /** 1: some thread has the baton. */
    volatile int held = 1;
    /** Stack of threads that came back from outside. */
    volatile BackstepThread arrivals;

    private static final BackstepBaton BATON = new BackstepBaton();
    private static Unsafe unsafe;
    private static long heldOffset;
    private static long arrivalsOffset;
    private static long nativeStateOffset;

    private BackstepBaton() { }

    /** Fetched late: this class is used before {@code Unsafe} can be initialised. */
    static Unsafe unsafe() {
        Unsafe u = unsafe;
        if (u == null) {
            u = Unsafe.getUnsafe();
            heldOffset = u.objectFieldOffset(BackstepBaton.class, "held");
            arrivalsOffset = u.objectFieldOffset(BackstepBaton.class, "arrivals");
            nativeStateOffset = u.objectFieldOffset(BackstepThread.class, "nativeState");
            unsafe = u;
        }
        return u;
    }

    static boolean tryTake() {
        return BATON.held == 0 && unsafe().compareAndSetInt(BATON, heldOffset, 0, 1);
    }

    static boolean isFree() {
        return BATON.held == 0;
    }

    static void drop() {
        BATON.held = 0;
    }

    /** {@code me}'s native returned. @return whether it still has the baton */
    static boolean leaveNative(BackstepThread me) {
        return unsafe().compareAndSetInt(me, nativeStateOffset, BackstepThread.HOLDS_BATON, BackstepThread.NO_NATIVE);
    }

    /** The watchdog takes the baton from a thread that stays in a native. @return false when it just came back */
    static boolean takeFromNative(BackstepThread t) {
        return unsafe().compareAndSetInt(t, nativeStateOffset, BackstepThread.HOLDS_BATON, BackstepThread.RELEASED);
    }

    static boolean hasArrivals() {
        return BATON.arrivals != null;
    }

    /** Announces {@code t}; any thread. */
    static void announce(BackstepThread t, int cause) {
        t.arrivalCause = cause + 1;
        Unsafe u = unsafe();
        BackstepThread head;
        do {
            head = BATON.arrivals;
            t.nextArrival = head;
        } while (!u.compareAndSetReference(BATON, arrivalsOffset, head, t));
    }

    /** @return the announced threads in order of arrival, linked by {@code nextArrival}; null for none */
    static BackstepThread takeArrivals() {
        if (BATON.arrivals == null) {
            return null;
        }
        BackstepThread t = (BackstepThread) unsafe().getAndSetReference(BATON, arrivalsOffset, null);
        BackstepThread reversed = null;
        while (t != null) {
            BackstepThread next = t.nextArrival;
            t.nextArrival = reversed;
            reversed = t;
            t = next;
        }
        return reversed;
    }
}
