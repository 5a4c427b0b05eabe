package java.lang;

import java.util.concurrent.locks.AbstractOwnableSynchronizer;

/**
 * Names deadlocks when they close: a cycle of threads, each waiting without time-out for a monitor or an owned
 * synchronizer that the next one holds. The program stays deadlocked, as it would without us.
 */
final class BackstepDeadlocks {
    private static int reported;
    private static final int MOST_REPORTS = 20;

    private BackstepDeadlocks() { }

    /** {@code t} is about to block on a monitor that {@code owner} holds. */
    static void blocked(BackstepThread t, BackstepThread owner) {
        follow(t, owner);
    }

    /** {@code t} is about to park without time-out. */
    static void parking(BackstepThread t) {
        BackstepThread owner = ownerOfSynchronizer(t);
        if (owner != null && owner != t) {
            BackstepScheduler.waitsFor(owner);
            follow(t, owner);
        }
    }

    /** Nobody can run and nothing from outside is awaited: only a signal could go on. */
    static void nobodyRuns() { }

    private static void follow(BackstepThread start, BackstepThread owner) {
        if (reported >= MOST_REPORTS || BackstepSession.mode == BackstepSession.BOOT) {
            return;
        }
        BackstepThread t = owner;
        for (int steps = 0; t != null && steps < 1000; steps++) {
            if (t == start) {
                reported++;
                BackstepLog.deadlock(describe(start, owner));
                return;
            }
            t = waitsForOwner(t);
        }
    }

    /** @return the thread that {@code t} waits for, or null when it does not wait for a held lock */
    static BackstepThread waitsForOwner(BackstepThread t) {
        if (t.status == BackstepThread.BLOCKED) {
            return BackstepMonitors.ownerOf(t.waitsFor);
        }
        if (t.status == BackstepThread.PARKED && !t.timed) {
            return ownerOfSynchronizer(t);
        }
        if (t.status == BackstepThread.AT_GATE) {
            return BackstepInitializers.awaitedBy(t);
        }
        return null;
    }

    private static BackstepThread ownerOfSynchronizer(BackstepThread t) {
        Object blocker = t.thread == null ? null : BackstepRaw.get$java_lang_Thread$$parkBlocker(t.thread);
        if (!(blocker instanceof AbstractOwnableSynchronizer)) {
            return null;
        }
        Thread owner = BackstepRaw.get$java_util_concurrent_locks_AbstractOwnableSynchronizer$$exclusiveOwnerThread(
                (AbstractOwnableSynchronizer) blocker);
        return owner == null ? null : BackstepThreads.of(owner);
    }

    private static String describe(BackstepThread start, BackstepThread owner) {
        StringBuilder b = new StringBuilder();
        BackstepThread t = start;
        BackstepThread next = owner;
        do {
            Object lock = t.waitsFor != null ? t.waitsFor : BackstepRaw.get$java_lang_Thread$$parkBlocker(t.thread);
            b.append('"').append(t.thread.getName());
            if (t.status == BackstepThread.AT_GATE) {
                b.append("\" waits for class ").append(((Class<?>) lock).getName()).append(" to be initialised by \"");
            } else {
                b.append("\" waits for ").append(lock.getClass().getName()).append(" held by \"");
            }
            b.append(next.thread.getName()).append("\"; ");
            t = next;
            next = waitsForOwner(t);
        } while (t != start && next != null);
        b.setLength(b.length() - 2);
        return b.toString();
    }
}
