package java.lang;

import dev.backstep.recording.EventCodes;
import dev.backstep.recording.SurveyLayout;
import jdk.internal.vm.annotation.DontInline;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.ReservedStackAccess;

/**
 * Lets exactly one managed thread run at a time and decides which, at scheduling points only: when the running thread
 * blocks, or when its budget of ticks is used up. The length of each slice comes from a seeded generator, so preemption
 * needs no events; what comes from outside (a native returned, a time-out) is logged as WAKE.
 *
 * <p>Usable from the first bytecode of the VM: no lambdas, no string concatenation, no collections.
 */
public final class BackstepScheduler {
    /** The thread that has the baton. */
    static BackstepThread current = new BackstepThread(0);
    /** Ticks left in this slice; below 0 the slice is over. */
    public static int budget = Integer.MAX_VALUE;
    /** Budget at the start of the slice. */
    private static int sliceTicks = Integer.MAX_VALUE;
    /** Ticks of this slice that are not in the budget yet, see {@link #stopAfter}. */
    private static int heldBack;
    /** Ticks before this slice. */
    private static long ticksBefore;
    /** Number of scheduling decisions; with it a WAKE finds its place in replay. */
    static long decisions;
    static long switches;

    private static long random = 1;
    private static int meanSliceTicks = 50_000;

    /** Threads that do not run and are in a static initialiser. */
    private static int waitingInitializers;
    /** Those of them in one of the JDK, whose class others may need without coming to a gate, see {@link BackstepInitializers}. */
    private static int waitingWithoutGate;
    /** They wait for something that comes from others, as it seems: those go on, until one of them is back. */
    private static boolean othersGoOn;
    /** Stands for the end of our patience, see {@link #runOutOfPatience}. */
    static final BackstepThread PATIENCE = new BackstepThread(EventCodes.INITIALIZERS_THREAD);

    /** Ring of runnable threads; null where one was taken out of turn. */
    private static BackstepThread[] queue = new BackstepThread[256];
    private static int queueHead;
    private static int queueTail;
    /** Threads in the ring. */
    private static int runnableCount;
    /** Holds what the thread that blocks next waits for: goes next if it can run. */
    private static BackstepThread heir;

    private BackstepScheduler() { }

    // ------------------------------------------------------------------------------------------------ ticks

    /** Called by application code at the places the instrumenter chose. */
    @ForceInline
    public static void tick() {
        if (--budget < 0) {
            sliceEnded();
        }
    }

    /**
     * A tick before a recursive call, which the caller has counted: nothing can overflow between its entry and the count.
     */
    @ForceInline
    public static void recursionTicked() {
        if (budget < 0) {
            sliceEnded();
        }
    }

    /** Replay: throws the error that is ahead if it was thrown before the tick that has just been counted. */
    private static void errorBeforeTick() {
        if (BackstepErrors.isBeforeTick()) {
            budget++;   // this tick did not come
            BackstepErrors.throwHere(new Throwable());
        }
    }

    /** Replay: {@link #sliceEnded} is called at the first tick after this one, though the slice may go on. */
    static void stopAfter(long tick) {
        resumeSlice();
        long left = tick - ticks();
        if (left >= 0 && left < budget) {
            heldBack = budget - (int) left;
            budget = (int) left;
        }
    }

    private static void resumeSlice() {
        budget += heldBack;
        heldBack = 0;
    }

    /** Counts as so many ticks. */
    static void spend(int ticks) {
        budget -= ticks;
        if (budget < 0) {
            sliceEnded();
        }
    }

    /** Entry of a static initialiser: others would block in the VM on its lock, where we do not see them. */
    public static void initializerEntered() {
        BackstepThread me = self();
        if (me != null) {
            me.noPreempt++;
        }
    }

    public static void initializerLeft() {
        BackstepThread me = self();
        if (me != null) {
            me.noPreempt--;
        }
    }

    /** The calling thread, which need not have the baton: natives run initialisers, too. Null for one that is not managed. */
    private static BackstepThread self() {
        BackstepThread t = current;
        if (t.thread == null) {
            return t;   // the VM boots: there is one thread only, and it may have no Thread object yet
        }
        Thread me = Thread.currentThread();
        return t.thread == me ? t : (BackstepThread) BackstepRaw.get$java_lang_Thread$$backstep$state(me);
    }

    static long ticks() {
        return ticksBefore + ((long) sliceTicks - budget - heldBack);
    }

    @DontInline
    private static void sliceEnded() {
        if (BackstepDiversion.standing) {
            sliceTicks = budget = Integer.MAX_VALUE;
            return;
        }
        resumeSlice();
        if (BackstepLogReader.errorAhead) {
            errorBeforeTick();
        }
        if (budget >= 0) {
            return;
        }
        BackstepThread me = current;
        if (BackstepSession.mode == BackstepSession.BOOT || me.noPreempt > 0) {
            prolongSlice();
            return;
        }
        if (BackstepSession.mode == BackstepSession.REPLAY) {
            BackstepErrors.instead();
        } else {
            BackstepMonitors.needStack();
        }
        endSlice(me);
    }

    /** Nobody else may run now. */
    @DontInline
    @ReservedStackAccess
    private static void prolongSlice() {
        closeSlice();
        sliceTicks = budget = BackstepSession.mode == BackstepSession.BOOT ? Integer.MAX_VALUE : 1000;
    }

    @DontInline
    @ReservedStackAccess
    private static void endSlice(BackstepThread me) {
        closeSlice();
        BackstepSession.sliceEnded(ticksBefore, decisions);
        makeRunnable(me);
        giveWay(me);
    }

    private static void closeSlice() {
        BackstepMonitors.wakeBlocked();
        resumeSlice();
        ticksBefore += (long) sliceTicks - budget;
        sliceTicks = budget = 0;
    }

    private static void openSlice() {
        if (BackstepSession.mode == BackstepSession.BOOT) {
            sliceTicks = budget = Integer.MAX_VALUE;
            return;
        }
        sliceTicks = budget = 1 + (int) ((nextRandom() >>> 1) % (2L * meanSliceTicks));
        BackstepLogReader.sliceOpened();
    }

    /** From boot to recording or replay: the count of ticks starts here. */
    static void activate(long seed, int meanSlice) {
        random = seed | 1;
        meanSliceTicks = meanSlice;
        ticksBefore = 0;
        decisions = 0;
        openSlice();
    }

    // ------------------------------------------------------------------------------------------------ switching

    static boolean othersRunnable() {
        return runnableCount != 0 || BackstepBaton.hasArrivals();
    }

    static void makeRunnable(BackstepThread t) {
        t.status = BackstepThread.RUNNABLE;
        if (BackstepSurvey.on) {
            BackstepSurvey.state(t, SurveyLayout.RUNNABLE);
        }
        if (queueTail - queueHead == queue.length) {
            makeRoom();
        }
        t.queueIndex = queueTail;
        queue[queueTail++ & (queue.length - 1)] = t;
        runnableCount++;
    }

    /** The ring is full, of threads or of gaps. */
    private static void makeRoom() {
        BackstepThread[] q = queue;
        BackstepThread[] other = new BackstepThread[runnableCount > q.length / 2 ? q.length * 2 : q.length];
        int n = 0;
        for (int i = queueHead; i != queueTail; i++) {
            BackstepThread t = q[i & (q.length - 1)];
            if (t != null) {
                t.queueIndex = n;
                other[n++] = t;
            }
        }
        queue = other;
        queueHead = 0;
        queueTail = n;
    }

    private static BackstepThread nextRunnable() {
        if (runnableCount == 0) {
            return null;    // the heir stays: a replay knows who comes back at this decision, and does not look twice
        }
        BackstepThread preferred = heir;
        if (waitingInitializers != 0) {
            BackstepThread t = nextForInitializers();
            if (t != null || !othersGoOn && initializersComeBack()) {
                if (t != null) {
                    heir = null;
                }
                return t;
            }
        }
        heir = null;
        if (preferred != null && preferred.status == BackstepThread.RUNNABLE && isQueued(preferred)) {
            return takeOut(preferred);
        }
        BackstepThread[] q = queue;
        skipGaps(q);
        if (runnableCount > 1 && BackstepSession.mode != BackstepSession.BOOT) {
            shuffle(q);
        }
        return takeOut(q[queueHead & (q.length - 1)]);
    }

    private static void skipGaps(BackstepThread[] q) {
        while (q[queueHead & (q.length - 1)] == null) {
            queueHead++;
        }
    }

    private static boolean isQueued(BackstepThread t) {
        return queue[t.queueIndex & (queue.length - 1)] == t;
    }

    private static BackstepThread takeOut(BackstepThread t) {
        queue[t.queueIndex & (queue.length - 1)] = null;
        runnableCount--;
        return t;
    }

    /**
     * {@code t} holds what the running thread is about to wait for. If it was preempted, it goes next: the others that want
     * the same would block one after the other until its turn came.
     */
    static void waitsFor(BackstepThread t) {
        if (!BackstepSession.dense) {
            heir = t;
        }
    }

    /** Now and then (chaos: each time) another than the first goes next, or short tasks would always run in order of start. */
    private static void shuffle(BackstepThread[] q) {
        long r = nextRandom();
        if (!BackstepSession.dense && (r & 7) != 0) {
            return;
        }
        int first = queueHead & (q.length - 1);
        int other = (queueHead + (int) ((r >>> 9) % (queueTail - queueHead))) & (q.length - 1);
        BackstepThread t = q[first];
        BackstepThread chosen = q[other];
        if (chosen != null) {
            q[first] = chosen;
            q[other] = t;
            t.queueIndex = chosen.queueIndex;
            chosen.queueIndex = queueHead;
        }
    }

    private static long nextRandom() {
        long r = random;
        r ^= r << 13;
        r ^= r >>> 7;
        r ^= r << 17;
        random = r;
        return r;
    }

    /**
     * While a thread waits inside a static initialiser, others that need the class would block in the VM, with the
     * baton. So the initialising thread and those it may wait for go first.
     */
    private static BackstepThread nextForInitializers() {
        BackstepThread[] q = queue;
        for (int i = queueHead; i != queueTail; i++) {
            BackstepThread t = q[i & (q.length - 1)];
            if (t != null && (t.noPreempt > 0 || t.helper)) {
                return takeOut(t);
            }
        }
        for (int i = queueHead; i != queueTail; i++) {
            BackstepThread t = q[i & (q.length - 1)];
            if (t != null && holdsUpInitializers(t)) {
                return takeOut(t);
            }
        }
        return null;
    }

    /** A thread in a static initialiser, or a helper of one, waits for a lock of {@code holder}, or of one who waits for it. */
    private static boolean holdsUpInitializers(BackstepThread holder) {
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            BackstepThread t = all[i];
            if (t != null && (t.noPreempt > 0 || t.helper)) {
                BackstepThread owner = BackstepDeadlocks.waitsForOwner(t);
                for (int steps = 0; owner != null && owner != t && steps < 1000; steps++) {
                    if (owner == holder) {
                        return true;
                    }
                    owner = BackstepDeadlocks.waitsForOwner(owner);
                }
            }
        }
        return false;
    }

    /**
     * One of them is in a native, or waits with a time-out: the others can wait until it is back. They need not where those who want its
     * class come to a gate, but a native is mostly back soon.
     */
    private static boolean initializersComeBack() {
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            BackstepThread t = all[i];
            if (t != null && (t.status == BackstepThread.IN_NATIVE || t.timed && waitingWithoutGate != 0)
                    && (t.noPreempt > 0 || t.helper || holdsUpInitializers(t))) {
                return true;
            }
        }
        return false;
    }

    /** Threads could run, but wait for an initialiser to come back. Exact only with the baton. */
    private static boolean isInNeedOfPatience() {
        return waitingInitializers != 0 && !othersGoOn && queueHead != queueTail;
    }

    /**
     * The watchdog, which sees this from outside: while a static initialiser waits and another thread runs.
     *
     * @return a number that changes when something happens; -1 if nobody waits so, or nobody runs
     */
    static long standsAt() {
        boolean concerned = waitingInitializers != 0 && !BackstepBaton.isFree() && current.nativeState == BackstepThread.NO_NATIVE;
        return concerned ? (ticks() * 31 + decisions) * 31 + BackstepLog.eventCount() & Long.MAX_VALUE : -1;
    }

    /** @return whether the baton lies there although threads could run; the watchdog asks */
    static boolean isPatient() {
        return BackstepBaton.isFree() && isInNeedOfPatience();
    }

    /** Who needs the class of an initialiser that is away waits at a gate, and not in the VM. */
    static boolean haveGates() {
        return waitingWithoutGate == 0;
    }

    /**
     * The watchdog: initialisers are in natives or sleep for long, and may wait there for one of the others (a socket of the
     * same program). Those go on, although the VM stops the one that needs a class of an initialiser.
     */
    static void runOutOfPatience() {
        if (PATIENCE.arrivalCause == 0) {
            BackstepBaton.announce(PATIENCE, EventCodes.CAUSE_PATIENCE);
            takeIfFree();
        }
    }

    /** A blocked thread becomes runnable; the caller has taken it off its lists. */
    static void wake(BackstepThread t, boolean timedOut) {
        t.timedOut = timedOut;
        t.deadlineNanos = 0;
        makeRunnable(t);
    }

    /** {@code me} is queued or blocked: lets another thread run and returns when it is {@code me}'s turn again. */
    private static void giveWay(BackstepThread me) {
        bind(me);
        decisions++;
        descheduled(me);
        BackstepThread next = pick();
        if (next == null) {
            layDown();
            await(me);
        } else if (next != me) {
            dispatch(next);
            await(me);
        }
        resume(me);
    }

    private static void descheduled(BackstepThread me) {
        BackstepMonitors.descheduled(me);
        if (me.noPreempt > 0) {
            me.holdsUpClass = true;
            waitingInitializers++;
            me.hasNoGate = me.noPreempt > me.initializers;
            waitingWithoutGate += me.hasNoGate ? 1 : 0;
            BackstepInitializers.descheduled(me);
        }
    }

    /** Gives the baton away without waiting for it: {@code me} enters a native or dies. */
    static void leave(BackstepThread me) {
        closeSlice();
        decisions++;
        descheduled(me);
        BackstepThread next = pick();
        if (next == null) {
            layDown();
        } else {
            dispatch(next);
        }
    }

    /** {@code me} comes back from outside; returns when it has the baton. */
    static void arrive(BackstepThread me, int cause) {
        if (BackstepSession.mode != BackstepSession.REPLAY) {
            BackstepBaton.announce(me, cause);
            takeIfFree();
        } else {
            BackstepBaton.unsafe().fullFence();   // the dispatcher must see our Thread or we its go
        }
        await(me);
        resume(me);
    }

    /** Recording: the native that {@code me} left for is over. */
    static void resumeFromNative(BackstepThread me) {
        arrive(me, EventCodes.CAUSE_RETURNED);
    }

    /** Replay: {@code me} is where it left for a native; returns where it came back. */
    static void blockInNative(BackstepThread me) {
        me.status = BackstepThread.IN_NATIVE;
        if (BackstepSurvey.on) {
            BackstepSurvey.stopped(me);
        }
        closeSlice();
        giveWay(me);
    }

    /** @return the thread to run next, or null when there is none (never null in replay) */
    private static BackstepThread pick() {
        for (;;) {
            admit();
            BackstepThread next = nextRunnable();
            if (next != null) {
                return next;
            }
            if (BackstepSession.mode != BackstepSession.REPLAY) {
                BackstepDeadlocks.nobodyRuns();
                return null;
            }
            BackstepLogReader.wakeWhenIdle(decisions);
        }
    }

    /** Turns arrivals (in replay: logged wakes) into runnable threads. */
    private static void admit() {
        if (BackstepSession.mode == BackstepSession.REPLAY) {
            BackstepLogReader.nothingMissed();
            BackstepLogReader.wakesAt(decisions);
            return;
        }
        for (BackstepThread t = BackstepBaton.takeArrivals(); t != null;) {
            BackstepThread following = t.nextArrival;
            t.nextArrival = null;
            int cause = t.arrivalCause - 1;
            t.arrivalCause = 0;
            if (t == PATIENCE ? isInNeedOfPatience() : cause >= 0 && awaits(t, cause)) {
                BackstepLog.wake(t.id, decisions, cause);
                arrived(t, cause);
            }
            t = following;
        }
    }

    /** False for a time-out that lost against another wake. */
    private static boolean awaits(BackstepThread t, int cause) {
        if (cause != EventCodes.CAUSE_TIMEOUT) {
            return t.status == BackstepThread.IN_NATIVE;
        }
        return t.deadlineNanos != 0 && t.status >= BackstepThread.PARKED && t.status <= BackstepThread.WAITING;
    }

    /** A logged wake takes effect; record and replay alike. */
    static void arrived(BackstepThread t, int cause) {
        if (t == PATIENCE) {
            othersGoOn = true;
            return;
        }
        boolean timeout = cause == EventCodes.CAUSE_TIMEOUT;
        if (timeout && t.status == BackstepThread.WAITING) {
            BackstepMonitors.stopWaiting(t);
        }
        wake(t, timeout);
    }

    private static void dispatch(BackstepThread next) {
        current = next;
        next.go = true;
        if (next.startsLate) {
            BackstepThreads.startLate(next);
        }
        Thread t = next.thread;
        if (t != null) {
            BackstepBaton.unsafe().unpark(t);
        }
    }

    /** Nobody can run: whoever comes back from outside first takes the baton. */
    private static void layDown() {
        BackstepBaton.drop();
        if (BackstepBaton.hasArrivals()) {
            takeIfFree();
        }
    }

    private static void takeIfFree() {
        while (BackstepBaton.tryTake()) {
            BackstepThread next = pick();
            if (next != null) {
                dispatch(next);
                return;
            }
            BackstepBaton.drop();
            if (!BackstepBaton.hasArrivals()) {
                return;
            }
        }
    }

    private static void await(BackstepThread me) {
        boolean announced = false;
        while (!me.go) {
            long deadline = me.deadlineNanos;
            if (deadline == 0 || announced) {
                BackstepBaton.unsafe().park(false, 0L);
                continue;
            }
            long left = deadline - BackstepRaw.java_lang_System$$nanoTime();
            if (left > 0) {
                BackstepBaton.unsafe().park(false, left);
            } else {
                announced = true;
                BackstepBaton.announce(me, EventCodes.CAUSE_TIMEOUT);
                takeIfFree();
            }
        }
        me.go = false;
    }

    private static void resume(BackstepThread me) {
        current = me;
        BackstepMonitors.rescheduled(me);
        if (me.holdsUpClass) {
            me.holdsUpClass = false;
            waitingInitializers--;
            waitingWithoutGate -= me.hasNoGate ? 1 : 0;
            othersGoOn = false;
            BackstepInitializers.rescheduled(me);
        }
        switches++;
        if (BackstepSurvey.on) {
            BackstepSurvey.state(me, SurveyLayout.RUNNING);
        }
        if (budget <= 0) {
            openSlice();
        }
    }

    /** First instruction of a thread that was started: waits for its first turn. */
    static void begin(BackstepThread me) {
        await(me);
        me.newborn = false;
        resume(me);
    }

    /**
     * Blocks the running thread.
     *
     * @param nanos time-out in nanoseconds, 0 for none
     * @return true if it was woken by the time-out
     */
    @DontInline
    @ReservedStackAccess
    static boolean block(BackstepThread me, int status, long nanos) {
        if (BackstepDiversion.standing) {
            BackstepDiversion.checkWait(status, nanos);
            return true;    // as if the time were over
        }
        me.status = status;
        if (BackstepSurvey.on) {
            BackstepSurvey.stopped(me);
        }
        me.timedOut = false;
        me.arrivalCause = 0;
        me.timed = nanos > 0;
        me.timeoutNanos = nanos;
        if (nanos > 0 && BackstepSession.mode != BackstepSession.REPLAY) {
            me.deadlineNanos = deadline(nanos);
        }
        closeSlice();
        if (status == BackstepThread.SLEEPING && me.noPreempt > 0) {
            sleepWithBaton(me);
        } else {
            giveWay(me);
        }
        me.timed = false;
        return me.timedOut;
    }

    private static long deadline(long nanos) {
        long deadline = BackstepRaw.java_lang_System$$nanoTime() + nanos;
        return deadline == 0 ? 1 : deadline < 0 && nanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : deadline;
    }

    /** From replay to a program that runs on by itself: time-outs begin anew, since nobody knows how much of them was over. */
    static void goLive() {
        budget = 0;
        sliceTicks = 0;
        openSlice();
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            BackstepThread t = all[i];
            if (t != null && t != current && t.timed && t.status >= BackstepThread.PARKED && t.status <= BackstepThread.WAITING) {
                t.deadlineNanos = deadline(t.timeoutNanos);
                BackstepBaton.unsafe().unpark(t.thread);    // it waits without
            }
        }
    }

    /** Nobody runs, and nobody will: no time-out is under way, but of threads of the JDK. Only with the baton. */
    static boolean isStuck() {
        BackstepThread[] all = BackstepThreads.byId();
        for (int i = 0; i < all.length; i++) {
            BackstepThread t = all[i];
            boolean goesOn = t != null && (t.deadlineNanos != 0 || t.status == BackstepThread.RUNNABLE);
            if (goesOn && !(t.thread instanceof jdk.internal.misc.InnocuousThread)) {
                return false;
            }
        }
        return !BackstepBaton.hasArrivals();
    }

    /** Gives the baton back that was taken where it lay. */
    static void putDown() {
        layDown();
    }

    /** Sleep in a static initialiser: who else needs the class would block in the VM, where we do not see it. */
    private static void sleepWithBaton(BackstepThread me) {
        decisions++;
        if (BackstepSession.mode == BackstepSession.REPLAY) {
            while (me.status == BackstepThread.SLEEPING) {
                BackstepLogReader.wakeWhenIdle(decisions);
            }
        } else {
            for (long left = 1; left > 0; left = me.deadlineNanos - BackstepRaw.java_lang_System$$nanoTime()) {
                BackstepBaton.unsafe().park(false, left);
            }
            BackstepLog.wake(me.id, decisions, EventCodes.CAUSE_TIMEOUT);
            arrived(me, EventCodes.CAUSE_TIMEOUT);
        }
        takeOut(me);   // wake has just queued it
        if (BackstepSurvey.on) {
            BackstepSurvey.state(me, SurveyLayout.RUNNING);
        }
        openSlice();
    }

    /** Lets the other runnable threads go first. */
    @DontInline
    @ReservedStackAccess
    static void yield(BackstepThread me) {
        if (BackstepDiversion.standing) {
            return;
        }
        if (BackstepSession.mode == BackstepSession.BOOT && !othersRunnable()) {
            return;
        }
        closeSlice();
        makeRunnable(me);
        giveWay(me);
    }

    /** The main thread has no {@code Thread} object yet when the first hooks run. */
    static void bind(BackstepThread me) {
        if (me.thread == null) {
            Thread t = Thread.currentThread();
            me.thread = t;
            BackstepRaw.put$java_lang_Thread$$backstep$state(t, me);
            BackstepThreads.register(me);
        }
    }
}
