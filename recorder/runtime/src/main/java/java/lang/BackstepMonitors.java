package java.lang;

import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.ReservedStackAccess;

/*
 * Stack overflow: who could enter a monitor can leave it at the same depth, so neither enter nor exit may use the reserved
 * stack: the error would be thrown late, after the monitor was entered or left, and nobody would leave it, or somebody twice. So
 * the instrumenter (its RuntimeClasses) gives enter a larger frame than exit and all that it calls have together. That holds
 * whichever of the two is compiled or inlined, since compiled code sees to it that there is room for all frames it stands for.
 * What uses the reserved stack is not inlined: the late error comes when compiled code returns. Slow paths may use it, for
 * they must not stop half-way, or see to it first that there is room.
 */

/**
 * Monitors of the managed threads. The running thread pushes what it enters on its own stack; only when it is
 * descheduled do others look there. HotSpot's monitors are not used at all.
 */
public final class BackstepMonitors {
    /** Monitors held by threads that do not run; 0 makes entering a push. */
    private static int heldByOthers;
    /** Threads that do not run and hold monitors: [0, holderCount). */
    private static BackstepThread[] holders = new BackstepThread[32];
    private static int holderCount;
    private static final BackstepWaiters BLOCKED = new BackstepWaiters();
    /** Monitors that were left while threads were blocked on some, since the last slice ended. */
    private static final Object[] LEFT = new Object[64];
    private static int leftCount;
    /** Threads in {@code Object.wait}. */
    private static final BackstepWaiters WAITING = new BackstepWaiters();

    private BackstepMonitors() { }

    /** MONITORENTER. */
    @ForceInline
    public static void enter(Object o) {
        BackstepThread t = BackstepScheduler.current;
        int n = t.monitorCount;
        Object[] held = t.monitors;
        if (o == null | heldByOthers != 0 | n >= held.length) {
            enterSlowly(t, o);
            return;
        }
        held[n] = o;
        t.monitorCount = n + 1;
    }

    /** MONITORENTER of an application: between two monitors is where threads take each other's locks away. */
    @ForceInline
    public static void enterAndTick(Object o) {
        if (BackstepScheduler.current.monitorCount != 0) {
            BackstepScheduler.tick();   // synchronized recursion may overflow right here
        }
        if (BackstepLogReader.errorAhead) {
            BackstepErrors.whereEntered();  // after the tick: another thread may have run in between
        }
        enter(o);
    }

    /** MONITOREXIT. */
    @ForceInline
    public static void exit(Object o) {
        BackstepThread t = BackstepScheduler.current;
        int n = t.monitorCount - 1;
        Object[] held = t.monitors;
        if (n < 0 || held[n] != o) {
            exitSlowly(t, o);
            return;
        }
        held[n] = null;
        t.monitorCount = n;
        if (BLOCKED.firstMonitor != null) {
            LEFT[leftCount++] = o;
            if (leftCount == LEFT.length) {
                wakeBlocked();
            }
        }
    }

    /**
     * Wakes who is blocked on what the running thread has left. Before it lets another one run is early enough, and leaving
     * needs no more stack than entering.
     */
    @DontInline
    static void wakeBlocked() {
        BackstepThread t = BackstepScheduler.current;
        int n = leftCount;
        leftCount = 0;
        for (int i = 0; i < n; i++) {
            Object o = LEFT[i];
            LEFT[i] = null;
            if (depthOf(t, o) == 0) {
                wakeOneBlocked(o);
            }
        }
    }

    /** {@code Object.wait0}. */
    @ReservedStackAccess
    public static void wait0(Object o, long millis) throws InterruptedException {
        BackstepThread t = BackstepScheduler.current;
        checkHeld(t, o, "java/lang/Object.wait0");
        if (BackstepThreads.clearInterrupt(t)) {
            throw BackstepExceptions.thrownBy("java/lang/Object.wait0", new InterruptedException());
        }
        int depth = releaseAll(t, o);
        t.waitsFor = o;
        t.notified = false;
        WAITING.add(t);
        BackstepScheduler.block(t, BackstepThread.WAITING, millis > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : millis * 1_000_000);
        t.waitsFor = null;
        for (int i = 0; i < depth; i++) {
            enter(o);
        }
        if (!t.notified && BackstepThreads.clearInterrupt(t)) {
            throw BackstepExceptions.thrownBy("java/lang/Object.wait0", new InterruptedException());
        }
    }

    /** {@code Object.notify}. */
    @ReservedStackAccess
    public static void notify(Object o) {
        checkHeld(BackstepScheduler.current, o, "java/lang/Object.notify");
        wakeWaiters(o, 1);
    }

    /** {@code Object.notifyAll}. */
    @ReservedStackAccess
    public static void notifyAll(Object o) {
        checkHeld(BackstepScheduler.current, o, "java/lang/Object.notifyAll");
        wakeWaiters(o, Integer.MAX_VALUE);
    }

    /** {@code Thread.holdsLock}. */
    public static boolean holds(Object o) {
        if (o == null) {
            throw new NullPointerException();
        }
        return depthOf(BackstepScheduler.current, o) > 0;
    }

    /** The same, found by name: by reflection or a method handle. */
    public static boolean holdsLock(Object o) {
        return holds(o);
    }

    // ------------------------------------------------------------------------------------------------ slow paths

    private static void enterSlowly(BackstepThread t, Object o) {
        if (o == null) {
            throw new NullPointerException();
        }
        needStack();
        for (BackstepThread owner = otherOwnerOf(o); owner != null; owner = otherOwnerOf(o)) {
            t.waitsFor = o;
            BLOCKED.add(t);
            BackstepDeadlocks.blocked(t, owner);
            BackstepScheduler.waitsFor(owner);
            BackstepScheduler.block(t, BackstepThread.BLOCKED, 0);
            t.waitsFor = null;
        }
        push(t, o);
    }

    /** Overflows here, if at all, where nothing is half done: the instrumenter makes this frame larger than all we call has together. */
    @DontInline
    static void needStack() {
        frameOfNeedStack();
    }

    /** Compiled code is told the size of a frame where it calls something. */
    @DontInline
    private static void frameOfNeedStack() { }

    @DontInline
    private static void exitSlowly(BackstepThread t, Object o) {
        if (o == null) {
            throw new NullPointerException();
        }
        int at = t.monitorCount - 1;
        while (at >= 0 && t.monitors[at] != o) {
            at--;
        }
        if (at < 0) {
            throw new IllegalMonitorStateException("current thread is not owner");
        }
        for (int i = at; i < t.monitorCount - 1; i++) {
            t.monitors[i] = t.monitors[i + 1];
        }
        t.monitors[--t.monitorCount] = null;
        if (depthOf(t, o) == 0) {
            wakeOneBlocked(o);
        }
    }

    private static void push(BackstepThread t, Object o) {
        if (t.monitorCount == t.monitors.length) {
            Object[] larger = new Object[t.monitorCount * 2];
            for (int i = 0; i < t.monitorCount; i++) {
                larger[i] = t.monitors[i];
            }
            t.monitors = larger;
        }
        t.monitors[t.monitorCount++] = o;
    }

    /** @return the thread that holds {@code o} and does not run, or null */
    private static BackstepThread otherOwnerOf(Object o) {
        for (int i = holderCount - 1; i >= 0; i--) {
            BackstepThread t = holders[i];
            Object[] held = t.monitors;
            for (int k = t.monitorCount - 1; k >= 0; k--) {
                if (held[k] == o) {
                    return t;
                }
            }
        }
        return null;
    }

    /** @return the thread that holds {@code o}, or null */
    static BackstepThread ownerOf(Object o) {
        BackstepThread running = BackstepScheduler.current;   // it has not published its monitors
        return depthOf(running, o) > 0 ? running : otherOwnerOf(o);
    }

    private static int depthOf(BackstepThread t, Object o) {
        int depth = 0;
        for (int i = t.monitorCount - 1; i >= 0; i--) {
            if (t.monitors[i] == o) {
                depth++;
            }
        }
        return depth;
    }

    private static void checkHeld(BackstepThread t, Object o, String nativeMethod) {
        if (depthOf(t, o) == 0) {
            throw BackstepExceptions.thrownBy(nativeMethod, new IllegalMonitorStateException("current thread is not owner"));
        }
    }

    /** @return how often {@code t} held {@code o} */
    private static int releaseAll(BackstepThread t, Object o) {
        int depth = 0;
        int kept = 0;
        for (int i = 0; i < t.monitorCount; i++) {
            Object held = t.monitors[i];
            if (held == o) {
                depth++;
            } else {
                t.monitors[kept++] = held;
            }
        }
        for (int i = kept; i < t.monitorCount; i++) {
            t.monitors[i] = null;
        }
        t.monitorCount = kept;
        wakeOneBlocked(o);
        return depth;
    }

    private static void wakeOneBlocked(Object o) {
        BackstepThread t = BLOCKED.removeOldest(o);
        if (t != null) {
            BackstepScheduler.wake(t, false);
        }
    }

    /** Also called for a thread that dies: {@code Thread.join} waits for it. */
    static void wakeWaiters(Object o, int most) {
        for (int i = 0; i < most; i++) {
            BackstepThread t = WAITING.removeOldest(o);
            if (t == null) {
                return;
            }
            t.notified = true;
            BackstepScheduler.wake(t, false);
        }
    }

    /** Takes {@code t} off the list of waiters: time-out or interrupt. */
    static void stopWaiting(BackstepThread t) {
        WAITING.remove(t);
    }

    // ------------------------------------------------------------------------------------------------ publishing

    /** {@code t} stops running: from now on its monitors are found by others. */
    static void descheduled(BackstepThread t) {
        if (t.monitorCount == 0) {
            return;
        }
        heldByOthers += t.monitorCount;
        if (holderCount == holders.length) {
            BackstepThread[] larger = new BackstepThread[holderCount * 2];
            for (int i = 0; i < holderCount; i++) {
                larger[i] = holders[i];
            }
            holders = larger;
        }
        t.holderIndex = holderCount;
        holders[holderCount++] = t;
    }

    static void rescheduled(BackstepThread t) {
        int i = t.holderIndex;
        if (i < 0) {
            return;
        }
        heldByOthers -= t.monitorCount;
        BackstepThread last = holders[--holderCount];
        holders[holderCount] = null;
        if (last != t) {
            holders[i] = last;
            last.holderIndex = i;
        }
        t.holderIndex = -1;
    }
}
