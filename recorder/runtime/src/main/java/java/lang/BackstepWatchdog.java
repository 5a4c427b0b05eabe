package java.lang;

/**
 * Takes the baton from a thread that stays in a native which was not expected to block (or must not let others in at
 * once: in a static initialiser). Such a native may wait for another thread of the program. Recording only: in replay
 * the BLOCK it logs stands where the thread entered the native. It also ends the time in which all others wait for an
 * initialiser.
 */
final class BackstepWatchdog extends Thread {
    private static final long PERIOD_NANOS = 20_000_000;
    /**
     * So long all others wait for an initialiser that is in a native. Who goes on too early may need its class, and then blocks in the
     * VM for ever; a file that is read on a busy machine can take long, and waits for nobody.
     */
    private static final int PATIENCE_PERIODS = 25;
    /** Where who needs the class waits at a gate. */
    private static final int GATED_PATIENCE_PERIODS = 1;

    private static final int STANDSTILL_PERIODS = 250;
    private static final String STANDSTILL = "backstep: the recording seems to stand still: a static initialiser of the JDK waits for another "
            + "thread, and the thread whose turn it is may need that class; such programs cannot be recorded yet (docs/determinism.md).\n";

    private static BackstepWatchdog watchdog;
    private static volatile boolean stopped;

    private BackstepWatchdog(ThreadGroup group) {
        super(group, null, "Backstep watchdog", 0, false);
    }

    /** Once, when the program starts its first thread; in replay the object is made all the same. */
    static void start(Thread first) {
        if (watchdog != null) {
            return;
        }
        ThreadGroup root = first.getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        watchdog = new BackstepWatchdog(root);
        watchdog.setDaemon(true);
        if (BackstepSession.mode == BackstepSession.RECORD || BackstepSession.mode == BackstepSession.OFF && !BackstepDiversion.active) {
            BackstepRaw.java_lang_Thread$$start0(watchdog);
        }
    }

    static void end() {
        stopped = true;
    }

    /** Not managed: nothing here may call a hook. */
    @Override
    public void run() {
        BackstepThread suspect = null;
        int count = 0;
        int patientPeriods = 0;
        long before = -1;
        int still = 0;
        while (!stopped) {
            BackstepBaton.unsafe().park(false, PERIOD_NANOS);
            if (!BackstepScheduler.isPatient()) {
                patientPeriods = 0;
            } else if (++patientPeriods > (BackstepScheduler.haveGates() ? GATED_PATIENCE_PERIODS : PATIENCE_PERIODS)) {
                BackstepScheduler.runOutOfPatience();
                patientPeriods = 0;
            }
            BackstepThread t = BackstepScheduler.current;
            long now = BackstepScheduler.standsAt();
            still = now >= 0 && now == before ? still + 1 : 0;
            before = now;
            if (still == STANDSTILL_PERIODS) {
                BackstepNatives.printError(STANDSTILL);
            }
            if (t.nativeState != BackstepThread.HOLDS_BATON) {
                suspect = null;
            } else if (t != suspect || t.nativeCount != count) {
                suspect = t;
                count = t.nativeCount;
            } else if (BackstepBaton.takeFromNative(t)) {
                BackstepNatives.release(t);
                suspect = null;
            }
        }
    }
}
