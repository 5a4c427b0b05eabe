package java.lang;

import dev.backstep.recording.EventCodes;
import jdk.internal.vm.annotation.ReservedStackAccess;

/** The hooks behind {@code Thread}, {@code LockSupport} and the end of the VM. */
public final class BackstepThreads {
    /** Managed threads by id; dead ones are null. */
    private static BackstepThread[] byId = new BackstepThread[64];
    private static int nextId = 1;
    private static int live;
    /** Above what boot uses up. */
    private static final long BOOT_IDENTIFIER = 28;
    private static long nextIdentifier = 32;
    /** Above what agents use up that begin to work when the VM has booted. */
    private static final long LAUNCH_IDENTIFIER = 48;
    /** For threads that the VM starts when it likes, such as that for diagnostic commands. */
    private static long nextForeignIdentifier = 1L << 32;

    /** The thread on which the VM runs {@code Shutdown.shutdown}. */
    private static final BackstepThread DESTROYER = new BackstepThread(EventCodes.DESTROY_THREAD);

    /** As that of other threads in replay. Interpreted frames take many times what compiled and inlined ones do. */
    private static final long REPLAY_STACK_BYTES = 1L << 28;

    private BackstepThreads() { }

    // ------------------------------------------------------------------------------------------------ registry

    /**
     * The VM has started threads before, and given them identifiers from a count that it uses for its own threads, too: how many
     * those are depends on the collector and the processors. No one else has the new ones.
     */
    static void activate() {
        jdk.internal.misc.Unsafe unsafe = BackstepBaton.unsafe();
        long offset = unsafe.objectFieldOffset(Thread.class, "tid");
        for (int i = 1; i < nextId; i++) {
            if (byId[i] != null) {
                unsafe.putLong(byId[i].thread, offset, BOOT_IDENTIFIER + i);
            }
        }
    }

    static void launching() {
        nextIdentifier = Math.max(nextIdentifier, LAUNCH_IDENTIFIER);
    }

    static void register(BackstepThread t) {
        if (t.id >= byId.length) {
            if (t.id >= EventCodes.DESTROY_THREAD) {
                return;
            }
            BackstepThread[] larger = new BackstepThread[Math.max(byId.length * 2, t.id + 1)];
            for (int i = 0; i < byId.length; i++) {
                larger[i] = byId[i];
            }
            byId = larger;
        }
        if (byId[t.id] == null) {
            byId[t.id] = t;
            live++;
        }
    }

    /** @return the live thread with that id, or null */
    static BackstepThread find(int id) {
        if (id == EventCodes.DESTROY_THREAD) {
            return DESTROYER;
        }
        if (id == EventCodes.INITIALIZERS_THREAD) {
            return BackstepScheduler.PATIENCE;
        }
        if (id == BackstepSignals.THREAD_ID) {
            return BackstepSignals.DISPATCHER;
        }
        return id < byId.length ? byId[id] : null;
    }

    static BackstepThread[] byId() {
        return byId;
    }

    /** @return the state of {@code t}, or null for a thread that is not managed (not started, or the VM's own) */
    static BackstepThread of(Thread t) {
        BackstepThread s = (BackstepThread) BackstepRaw.get$java_lang_Thread$$backstep$state(t);
        if (s == null && BackstepScheduler.current.thread == null && t == Thread.currentThread()) {
            s = BackstepScheduler.current;
            BackstepScheduler.bind(s);
        }
        return s;
    }

    /** {@code Thread.getThreads}: what is alive by our count, in order of start. */
    public static Thread[] getThreads() {
        Thread[] threads = new Thread[live];
        int n = 0;
        for (int i = 0; i < byId.length; i++) {
            BackstepThread t = byId[i];
            if (t != null && t.thread != null && n < threads.length) {
                threads[n++] = t.thread;
            }
        }
        if (n < threads.length) {
            Thread[] exact = new Thread[n];
            for (int i = 0; i < n; i++) {
                exact[i] = threads[i];
            }
            return exact;
        }
        return threads;
    }

    /** {@code Thread.ThreadIdentifiers.next}: the VM draws from the same counter, when it likes. */
    public static long nextIdentifier() {
        if (BackstepSession.mode == BackstepSession.BOOT) {
            return BackstepRaw.java_lang_Thread$ThreadIdentifiers$$next();
        }
        return BackstepScheduler.current.thread == Thread.currentThread() ? nextIdentifier++ : nextForeignIdentifier++;
    }

    // ------------------------------------------------------------------------------------------------ life

    /** {@code Thread.start0}. */
    @ReservedStackAccess
    public static void start0(Thread t) {
        if (BackstepDiversion.standing) {
            throw new IllegalStateException("a thread cannot be started while the program is stopped");
        }
        BackstepThread starter = BackstepScheduler.current;
        BackstepScheduler.bind(starter);
        if (BackstepRaw.get$java_lang_Thread$$backstep$state(t) != null) {
            throw new IllegalThreadStateException();
        }
        BackstepThread s = new BackstepThread(nextId++);
        s.thread = t;
        s.newborn = true;
        s.startedAt = BackstepSteps.steps - 1;
        s.helper = starter.noPreempt > 0 || starter.helper;
        BackstepRaw.put$java_lang_Thread$$backstep$state(t, s);
        register(s);
        if (BackstepSession.mode != BackstepSession.BOOT) {
            BackstepWatchdog.start(t);
        }
        BackstepSession.threadStarted(s.id, t);
        if (BackstepSurvey.on) {
            BackstepSurvey.started(s);
        }
        s.startsLate = t.isVirtual();
        if (s.startsLate || startNow(s)) {
            BackstepScheduler.makeRunnable(s);
        }
    }

    /**
     * Starts the platform thread.
     *
     * @return false under -Xshare:dump, where the VM starts no threads and says nothing
     * @throws OutOfMemoryError if there are too many
     */
    private static boolean startNow(BackstepThread s) {
        if (BackstepSession.modeHere() == BackstepSession.REPLAY) {
            enlargeStack(s.thread);
            OutOfMemoryError recorded = BackstepExceptions.readNotStarted();
            if (recorded != null) {
                notStarted(s, recorded);
            }
        }
        try {
            BackstepRaw.java_lang_Thread$$start0(s.thread);
        } catch (OutOfMemoryError e) {
            if (BackstepSession.modeHere() == BackstepSession.REPLAY && !BackstepDiversion.active) {
                BackstepSession.failed("this machine does not let the replay start as many threads as there were in the recording: "
                        + "ulimit -u, ulimit -v or the limits of a container may be in the way");
            }
            BackstepExceptions.logNotStarted(e);
            notStarted(s, e);
        }
        if (BackstepRaw.get$java_lang_Thread$$eetop(s.thread) == 0) {
            s.status = BackstepThread.DEAD;
            forget(s);
            return false;
        }
        return true;
    }

    /** There are too many threads. The program may start this one again. */
    private static void notStarted(BackstepThread s, OutOfMemoryError e) {
        s.status = BackstepThread.DEAD;
        forget(s);
        BackstepRaw.put$java_lang_Thread$$backstep$state(s.thread, null);
        throw BackstepExceptions.thrownBy("java/lang/Thread.start0", e);
    }

    /** The stack must not overflow in replay before the point where it did in the recording. */
    private static void enlargeStack(Thread t) {
        Object holder = BackstepRaw.get$java_lang_Thread$$holder(t);
        long offset = BackstepBaton.unsafe().objectFieldOffset(holder.getClass(), "stackSize");
        long size = BackstepBaton.unsafe().getLong(holder, offset);
        if (size > 0 && size < REPLAY_STACK_BYTES) {
            BackstepBaton.unsafe().putLong(holder, offset, REPLAY_STACK_BYTES);
        }
    }

    /** First turn of a virtual thread. The VM runs it as soon as there is room for another platform thread. */
    static void startLate(BackstepThread s) {
        s.startsLate = false;
        for (;;) {
            try {
                BackstepRaw.java_lang_Thread$$start0(s.thread);
                return;
            } catch (OutOfMemoryError e) {
                BackstepBaton.unsafe().park(false, 1_000_000);   // threads that have ended make room
            }
        }
    }

    /** First instruction of every instance method {@code void run()}. */
    public static void runEntered(Object o) {
        if (o instanceof Thread) {
            threadEntered((Thread) o);
        }
    }

    private static void threadEntered(Thread t) {
        BackstepThread s = (BackstepThread) BackstepRaw.get$java_lang_Thread$$backstep$state(t);
        if (s != null && s.newborn && Thread.currentThread() == t) {
            BackstepScheduler.begin(s);
        }
    }

    /** End of {@code Thread.exit}, which the VM calls on the dying thread. */
    public static void exited(Thread t) {
        BackstepThread me = BackstepScheduler.current;
        if (me.thread != t) {
            return;
        }
        BackstepScheduler.bind(me);
        me.status = BackstepThread.DEAD;
        if (BackstepSurvey.on) {
            BackstepSurvey.stopped(me);
        }
        BackstepMonitors.wakeWaiters(t, Integer.MAX_VALUE);
        forget(me);
        BackstepScheduler.leave(me);
    }

    private static void forget(BackstepThread t) {
        if (t.id < byId.length && byId[t.id] == t) {
            byId[t.id] = null;
            live--;
        }
    }

    /** Entry of {@code Shutdown.shutdown}: the VM's thread that destroys it runs Java from here on. */
    public static void destroying() {
        Thread t = Thread.currentThread();
        BackstepRaw.put$java_lang_Thread$$backstep$state(t, DESTROYER);
        DESTROYER.thread = t;
        DESTROYER.status = BackstepThread.IN_NATIVE;
        BackstepScheduler.arrive(DESTROYER, EventCodes.CAUSE_DESTROY);
    }

    /** {@code Shutdown.halt0}. */
    public static void halt0(int status) {
        if (BackstepDiversion.standing) {
            throw new IllegalStateException("the program cannot be ended while it is stopped");
        }
        BackstepRaw.java_lang_Shutdown$$halt0(BackstepSession.exiting(status));
    }

    // ------------------------------------------------------------------------------------------------ state

    /** {@code Thread.alive}. */
    public static boolean alive(Thread t) {
        BackstepThread s = of(t);
        return s != null && s.status != BackstepThread.DEAD;
    }

    /** {@code Thread.threadState}. */
    public static Thread.State threadState(Thread t) {
        BackstepThread s = of(t);
        if (s == null) {
            return Thread.State.NEW;
        }
        switch (s.status) {
            case BackstepThread.DEAD:
                return Thread.State.TERMINATED;
            case BackstepThread.PARKED:
            case BackstepThread.WAITING:
                return s.timed ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
            case BackstepThread.SLEEPING:
                return Thread.State.TIMED_WAITING;
            case BackstepThread.BLOCKED:
                return Thread.State.BLOCKED;
            default:
                return Thread.State.RUNNABLE;
        }
    }

    // ------------------------------------------------------------------------------------------------ waiting

    /** {@code Unsafe.park}. */
    public static void park(Object unsafe, boolean absolute, long time) {
        BackstepThread t = BackstepScheduler.current;
        if (t.permit) {
            t.permit = false;
            return;
        }
        BackstepScheduler.bind(t);
        if (BackstepRaw.get$java_lang_Thread$$backstep$interrupted(t.thread)) {
            return;
        }
        long nanos = time;
        if (absolute) {
            long millis = time - BackstepClock.currentTimeMillis();
            nanos = millis > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : millis * 1_000_000;
            if (millis <= 0) {
                return;
            }
        } else if (time < 0) {
            return;
        }
        if (nanos == 0) {
            BackstepDeadlocks.parking(t);
        }
        BackstepScheduler.block(t, BackstepThread.PARKED, nanos);
        t.permit = false;
    }

    /** {@code Unsafe.unpark}. */
    @ReservedStackAccess
    public static void unpark(Object unsafe, Object thread) {
        if (thread == null) {
            return;
        }
        BackstepThread t = of((Thread) thread);
        if (t == null || t.status == BackstepThread.DEAD) {
            return;
        }
        t.permit = true;
        if (t.status == BackstepThread.PARKED) {
            BackstepScheduler.wake(t, false);
        }
    }

    /** {@code Thread.sleepNanos0}. */
    public static void sleep(long nanos) throws InterruptedException {
        BackstepThread t = BackstepScheduler.current;
        if (clearInterrupt(t)) {
            throw BackstepExceptions.thrownBy("java/lang/Thread.sleepNanos0", new InterruptedException("sleep interrupted"));
        }
        if (nanos <= 0) {
            BackstepScheduler.yield(t);
        } else if (!BackstepScheduler.block(t, BackstepThread.SLEEPING, nanos) && clearInterrupt(t)) {
            throw BackstepExceptions.thrownBy("java/lang/Thread.sleepNanos0", new InterruptedException("sleep interrupted"));
        }
    }

    /** {@code Thread.yield0} and {@code Thread.onSpinWait}: who spins waits for another thread. */
    public static void yield0() {
        BackstepScheduler.yield(BackstepScheduler.current);
    }

    /** {@code Thread.interrupt0}; the flag is set already. */
    @ReservedStackAccess
    public static void interrupt0(Thread thread) {
        BackstepThread t = of(thread);
        if (t == null) {
            return;
        }
        if (t.status == BackstepThread.PARKED || t.status == BackstepThread.SLEEPING) {
            BackstepScheduler.wake(t, false);
        } else if (t.status == BackstepThread.WAITING) {
            BackstepMonitors.stopWaiting(t);
            BackstepScheduler.wake(t, false);
        }
    }

    /** {@code Thread.clearInterruptEvent}: there is no such event in our scheduler. */
    public static void clearInterruptEvent() { }

    static boolean clearInterrupt(BackstepThread t) {
        BackstepScheduler.bind(t);
        if (!BackstepRaw.get$java_lang_Thread$$backstep$interrupted(t.thread)) {
            return false;
        }
        BackstepRaw.put$java_lang_Thread$$backstep$interrupted(t.thread, false);
        return true;
    }
}
