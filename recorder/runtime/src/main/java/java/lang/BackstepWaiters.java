package java.lang;

/**
 * Threads that wait for monitors ({@code waitsFor}), oldest first for each monitor. Linked through the threads themselves:
 *
 * <pre>
 * firstMonitor -> oldest waiter of A -nextWaiter-> next waiter of A -> ...
 *                     | nextMonitor
 *                 oldest waiter of B -nextWaiter-> ...
 * </pre>
 *
 * All steps but {@link #remove} take time for each monitor that is waited for, not for each thread. Protected by the baton.
 */
final class BackstepWaiters {
    BackstepThread firstMonitor;

    boolean isEmpty() {
        return firstMonitor == null;
    }

    void add(BackstepThread t) {
        t.nextWaiter = null;
        BackstepThread oldest = oldest(t.waitsFor);
        if (oldest == null) {
            t.lastWaiter = t;
            t.nextMonitor = firstMonitor;
            firstMonitor = t;
        } else {
            oldest.lastWaiter.nextWaiter = t;
            oldest.lastWaiter = t;
        }
    }

    private BackstepThread oldest(Object monitor) {
        BackstepThread t = firstMonitor;
        while (t != null && t.waitsFor != monitor) {
            t = t.nextMonitor;
        }
        return t;
    }

    /** @return the oldest that waited for the monitor, or null */
    BackstepThread removeOldest(Object monitor) {
        BackstepThread before = null;
        for (BackstepThread t = firstMonitor; t != null; before = t, t = t.nextMonitor) {
            if (t.waitsFor == monitor) {
                BackstepThread next = t.nextWaiter;
                if (next == null) {
                    next = t.nextMonitor;
                } else {
                    next.lastWaiter = t.lastWaiter;
                    next.nextMonitor = t.nextMonitor;
                }
                if (before == null) {
                    firstMonitor = next;
                } else {
                    before.nextMonitor = next;
                }
                t.nextWaiter = null;
                t.lastWaiter = null;
                t.nextMonitor = null;
                return t;
            }
        }
        return null;
    }

    /** Takes one out of turn. */
    void remove(BackstepThread t) {
        BackstepThread oldest = oldest(t.waitsFor);
        if (oldest == t) {
            removeOldest(t.waitsFor);
            return;
        }
        for (BackstepThread before = oldest; before != null; before = before.nextWaiter) {
            if (before.nextWaiter == t) {
                before.nextWaiter = t.nextWaiter;
                if (oldest.lastWaiter == t) {
                    oldest.lastWaiter = before;
                }
                t.nextWaiter = null;
                return;
            }
        }
    }
}
