package java.lang;

import dev.backstep.recording.EventCodes;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;

/**
 * References and the collector. When the collector clears a reference is a fact from outside: recording logs the first
 * look that sees it, and each list handed to the reference handler. In replay referents are held strongly until then,
 * so the collector never gets ahead of the log, whichever it is and whatever the heap size.
 */
public final class BackstepReferences {
    /** Number of looks at references so far, by code that is there in replay. */
    static long looks;
    /** The look at which the next logged clearing is seen; replay only. */
    static long nextClearedLook = Long.MAX_VALUE;
    private static long lastClearedLook;

    private static int created;
    /** Replay: references that have a queue or are cleaners, by id: chunks of 1024. */
    private static Reference<?>[][] byId = new Reference<?>[64][];

    private BackstepReferences() { }

    /** Numbers from which counting goes on when the main class is looked for: above what booting uses up. */
    private static final int LAUNCH_ID = 1 << 14;
    private static final long LAUNCH_LOOKS = 1 << 16;

    static void launching() {
        created = Math.max(created, LAUNCH_ID);
        looks = Math.max(looks, LAUNCH_LOOKS);
    }

    /** @return number of references made so far */
    static int created() {
        return created;
    }

    /** End of {@code Reference.<init>}. */
    public static void created(Reference<?> r, Object referent) {
        if (!counts() && BackstepScheduler.current.thread != null) {
            return;
        }
        int id = ++created;
        BackstepRaw.put$java_lang_ref_Reference$$backstep$id(r, id);
        if (referent == null) {
            return;
        }
        BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, true);
        int mode = BackstepSession.mode;
        if (mode == BackstepSession.REPLAY || mode == BackstepSession.BOOT) {
            hold(r, referent);
            if (mode == BackstepSession.REPLAY) {
                remember(r, id);
            }
        }
    }

    /**
     * False in Java code that a native calls, with the baton or without: it is not there in replay. The VM does so when it
     * links a native, for example. False, too, on threads that the scheduler does not know.
     */
    private static boolean counts() {
        BackstepThread t = BackstepScheduler.current;
        return t.thread == Thread.currentThread() && t.nativeState == BackstepThread.NO_NATIVE;
    }

    /** The log begins: what was counted before depends on the options of the VM. */
    static void activate() {
        looks = 0;
        created = 0;
    }

    /** What {@code get} of a weak or soft reference returns. */
    public static Object got(Reference<?> r, Object referent) {
        if (!counts()) {
            return referent;
        }
        long look = ++looks;
        if (referent == null ? BackstepSession.mode == BackstepSession.RECORD : look == nextClearedLook) {
            return gotSlowly(r, referent, look);
        }
        return referent;
    }

    private static Object gotSlowly(Reference<?> r, Object referent, long look) {
        if (!BackstepRaw.get$java_lang_ref_Reference$$backstep$live(r)) {
            return referent;
        }
        if (referent == null) {
            logCleared(r, look);
            return null;
        }
        replayCleared(r);
        return null;
    }

    /** {@code Reference.refersTo0} and {@code PhantomReference.refersTo0}. */
    public static boolean refersTo(Reference<?> r, Object o) {
        if (!counts()) {
            return rawRefersTo(r, o);
        }
        long look = ++looks;
        if (look == nextClearedLook) {
            replayCleared(r);
        }
        boolean same = rawRefersTo(r, o);
        if (BackstepSession.mode == BackstepSession.RECORD && (!same || o == null)
                && BackstepRaw.get$java_lang_ref_Reference$$backstep$live(r) && rawRefersTo(r, null)) {
            logCleared(r, look);
        }
        return same;
    }

    /** {@code Reference.clear0} and {@code PhantomReference.clear0}. */
    public static void clear(Reference<?> r) {
        BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, false);
        rawClear(r);
        hold(r, null);
    }

    private static boolean rawRefersTo(Reference<?> r, Object o) {
        return r instanceof PhantomReference
                ? BackstepRaw.java_lang_ref_PhantomReference$$refersTo0((PhantomReference<?>) r, o)
                : BackstepRaw.java_lang_ref_Reference$$refersTo0(r, o);
    }

    private static void rawClear(Reference<?> r) {
        if (r instanceof PhantomReference) {
            BackstepRaw.java_lang_ref_PhantomReference$$clear0((PhantomReference<?>) r);
        } else {
            BackstepRaw.java_lang_ref_Reference$$clear0(r);
        }
    }

    private static void logCleared(Reference<?> r, long look) {
        BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, false);
        BackstepLog.unsigned(EventCodes.REFERENCE_CLEARED, look - lastClearedLook);
        lastClearedLook = look;
    }

    private static void replayCleared(Reference<?> r) {
        BackstepLogReader.expect(EventCodes.REFERENCE_CLEARED);
        lastClearedLook += BackstepLogReader.unsigned();
        BackstepLogReader.done();
        BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, false);
        rawClear(r);
        hold(r, null);
    }

    /** The reader stands before a REFERENCE_CLEARED with this distance. */
    static void clearedNext(long lookDelta) {
        nextClearedLook = lastClearedLook + lookDelta;
    }

    // Not one field of Reference itself: the VM rewrites its oop map and the collector would not see the field.
    private static void hold(Reference<?> r, Object referent) {
        if (r instanceof WeakReference) {
            BackstepRaw.put$java_lang_ref_WeakReference$$backstep$strong((WeakReference<?>) r, referent);
        } else if (r instanceof SoftReference) {
            BackstepRaw.put$java_lang_ref_SoftReference$$backstep$strong((SoftReference<?>) r, referent);
        } else if (r instanceof PhantomReference) {
            BackstepRaw.put$java_lang_ref_PhantomReference$$backstep$strong((PhantomReference<?>) r, referent);
        } else {
            BackstepRaw.put$java_lang_ref_FinalReference$$backstep$strong(r, referent);
        }
    }

    // ------------------------------------------------------------------------------------------------ queues

    /** {@code Reference.waitForReferencePendingList}, on the reference handler thread. */
    public static void waitForPending() {
        while (BackstepDiversion.active) {
            BackstepScheduler.blockInNative(BackstepScheduler.current);    // references are held: nothing is pending
        }
        BackstepThread me = BackstepNatives.enter(BackstepNatives.WAIT_FOR_REFERENCES, true);
        if (me != null) {
            BackstepRaw.java_lang_ref_Reference$$waitForReferencePendingList();
            BackstepNatives.returned(BackstepNatives.WAIT_FOR_REFERENCES, me);
            BackstepNatives.commit();
        } else {
            BackstepNatives.finished();
        }
    }

    /** {@code Reference.getAndClearReferencePendingList}. */
    public static Reference<?> takePending() {
        switch (BackstepSession.modeHere()) {
            case BackstepSession.RECORD:
                return logPending(BackstepRaw.java_lang_ref_Reference$$getAndClearReferencePendingList());
            case BackstepSession.REPLAY:
                return replayPending();
            default:
                return BackstepRaw.java_lang_ref_Reference$$getAndClearReferencePendingList();
        }
    }

    /** Keeps what has a queue: that the others were cleared shows when somebody looks. References of boot time are held. */
    private static Reference<?> logPending(Reference<?> list) {
        Reference<?> kept = null;
        int count = 0;
        for (Reference<?> r = list; r != null;) {
            Reference<?> next = BackstepRaw.get$java_lang_ref_Reference$$discovered(r);
            boolean known = BackstepRaw.get$java_lang_ref_Reference$$backstep$id(r) != 0 && hasQueue(r);
            BackstepRaw.put$java_lang_ref_Reference$$discovered(r, known ? kept : null);
            if (known) {
                kept = r;
                count++;
            }
            r = next;
        }
        BackstepLog.begin(EventCodes.REFERENCES_PENDING);
        BackstepLog.putUnsigned(count);
        for (Reference<?> r = kept; r != null; r = BackstepRaw.get$java_lang_ref_Reference$$discovered(r)) {
            BackstepLog.putUnsigned(BackstepRaw.get$java_lang_ref_Reference$$backstep$id(r));
        }
        BackstepLog.commit();
        for (Reference<?> r = kept; r != null; r = BackstepRaw.get$java_lang_ref_Reference$$discovered(r)) {
            BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, false);
        }
        return kept;
    }

    private static Reference<?> replayPending() {
        BackstepLogReader.expect(EventCodes.REFERENCES_PENDING);
        int count = (int) BackstepLogReader.unsigned();
        Reference<?> first = null;
        Reference<?> last = null;
        for (int i = 0; i < count; i++) {
            Reference<?> r = forget((int) BackstepLogReader.unsigned());
            if (r == null) {
                BackstepSession.diverged("a reference the collector cleared in the recording", "no such reference");
            }
            BackstepRaw.put$java_lang_ref_Reference$$backstep$live(r, false);
            if (!isFinal(r)) {
                rawClear(r);
                hold(r, null);
            }
            if (last == null) {
                first = r;
            } else {
                BackstepRaw.put$java_lang_ref_Reference$$discovered(last, r);
            }
            last = r;
        }
        BackstepLogReader.done();
        return first;
    }

    /** A final reference keeps its referent until the finalizer ran; it lets go of it in {@code Finalizer}. */
    private static boolean isFinal(Reference<?> r) {
        return !(r instanceof WeakReference) && !(r instanceof SoftReference) && !(r instanceof PhantomReference);
    }

    /** {@code FinalReference.clear}: the finalizer has run. */
    public static void finalized(Reference<?> r) {
        hold(r, null);
    }

    /** {@code Reference.hasReferencePendingList}. */
    public static boolean hasPending() {
        if (BackstepDiversion.active) {
            return false;
        }
        int hook = BackstepNatives.HAS_PENDING_REFERENCES;
        BackstepThread me = BackstepNatives.enter(hook, false);
        if (me == null) {
            boolean pending = BackstepNatives.readInt() != 0;
            BackstepNatives.finished();
            return pending;
        }
        boolean pending = BackstepRaw.java_lang_ref_Reference$$hasReferencePendingList();
        BackstepNatives.returned(hook, me);
        BackstepNatives.logInt(pending ? 1 : 0);
        BackstepNatives.commit();
        return pending;
    }

    private static void remember(Reference<?> r, int id) {
        int chunk = id >>> 10;
        if (chunk >= byId.length) {
            Reference<?>[][] larger = new Reference<?>[Math.max(byId.length * 2, chunk + 1)][];
            for (int i = 0; i < byId.length; i++) {
                larger[i] = byId[i];
            }
            byId = larger;
        }
        if (hasQueue(r)) {
            if (byId[chunk] == null) {
                byId[chunk] = new Reference<?>[1024];
            }
            byId[chunk][id & 1023] = r;
        }
    }

    private static boolean hasQueue(Reference<?> r) {
        return BackstepRaw.get$java_lang_ref_Reference$$queue(r) != BackstepRaw.get$java_lang_ref_ReferenceQueue$$NULL_QUEUE();
    }

    private static Reference<?> forget(int id) {
        int chunk = id >>> 10;
        if (chunk >= byId.length || byId[chunk] == null) {
            return null;
        }
        Reference<?> r = byId[chunk][id & 1023];
        byId[chunk][id & 1023] = null;
        return r;
    }
}
