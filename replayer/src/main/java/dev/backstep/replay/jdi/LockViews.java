package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.IntegerValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.machine.ProgramThread;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ThreadView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Locks that are held or waited for, classes in the making among them. They come from the tables of the runtime, in an ordinary JVM from the VM. */
final class LockViews {
    private final StopState state;
    private final Map<ObjectReference, Integer> owners = new LinkedHashMap<>();
    private final Map<ObjectReference, List<Integer>> waiting = new LinkedHashMap<>();
    private final Map<Integer, ObjectReference> waitsFor = new HashMap<>();

    LockViews(StopState state) {
        this.state = state;
    }

    List<LockView> all() {
        List<ProgramThread> threads = state.machine.threads().all();
        Map<ThreadReference, Integer> ids = new HashMap<>();
        threads.forEach(thread -> ids.put(thread.reference(), thread.id()));
        Map<Integer, List<ObjectReference>> runtime = runtimeMonitors();
        for (ProgramThread thread : threads) {
            List<ObjectReference> held = runtime == null ? ordinaryMonitors(thread) : runtime.getOrDefault(thread.id(), List.of());
            held.forEach(lock -> owners.put(lock, thread.id()));
        }
        for (ProgramThread thread : threads) {
            thread.waitsFor().filter(lock -> isLock(thread, lock)).ifPresent(lock -> {
                waiting.computeIfAbsent(lock, l -> new ArrayList<>()).add(thread.id());
                waitsFor.put(thread.id(), lock);
                if (Fields.object(lock, "exclusiveOwnerThread") instanceof ThreadReference owner && ids.containsKey(owner)) {
                    owners.put(lock, ids.get(owner));
                }
            });
        }
        if (waiting.keySet().stream().anyMatch(ClassObjectReference.class::isInstance)) {
            initialisers().forEach((type, thread) -> {
                if (waiting.containsKey(type)) {
                    owners.putIfAbsent(type, thread);
                }
            });
        }
        return views();
    }

    /** Who waits to be notified, or parks for a queue or latch, does not wait for a lock. */
    private static boolean isLock(ProgramThread thread, ObjectReference lock) {
        return thread.state() == ThreadView.State.BLOCKED
                || thread.state() == ThreadView.State.PARKED && Fields.has(lock, "exclusiveOwnerThread");
    }

    private List<LockView> views() {
        Set<ObjectReference> locks = new LinkedHashSet<>(owners.keySet());
        locks.addAll(waiting.keySet());
        LockNames names = new LockNames();
        List<LockView> views = new ArrayList<>();
        for (ObjectReference lock : locks) {
            views.add(new LockView(names.name(lock), Optional.ofNullable(owners.get(lock)),
                    List.copyOf(waiting.getOrDefault(lock, List.of())), isInCycle(lock)));
        }
        return views;
    }

    /** Follows owner, lock it is blocked on, owner of that, and so on. */
    private boolean isInCycle(ObjectReference start) {
        Set<ObjectReference> seen = new HashSet<>();
        ObjectReference lock = start;
        while (lock != null && seen.add(lock)) {
            Integer owner = owners.get(lock);
            lock = owner == null ? null : waitsFor.get(owner);
        }
        return lock != null && lock.equals(start);
    }

    // ------------------------------------------------------------------------------------------------ where they come from

    /** A class of the runtime; none if this is no replay. */
    private Optional<ReferenceType> runtime(String name) {
        return state.machine.vm().classesByName("java.lang." + name).stream().findFirst();
    }

    /** @return monitors by thread id; null if this is no replay */
    private Map<Integer, List<ObjectReference>> runtimeMonitors() {
        Optional<ReferenceType> tables = runtime("BackstepThreads");
        if (tables.isEmpty()) {
            return null;
        }
        Map<Integer, List<ObjectReference>> monitors = new HashMap<>();
        if (Fields.readStatic(tables.get(), "byId") instanceof ArrayReference byId) {
            for (Value entry : byId.getValues()) {
                if (entry instanceof ObjectReference thread) {
                    monitors.put(Fields.integer(thread, "id"), monitorsOf(thread));
                }
            }
        }
        return monitors;
    }

    /** @return by class, the thread that runs its static initialiser: who needs the class waits for it as for a lock */
    private Map<ObjectReference, Integer> initialisers() {
        Map<ObjectReference, Integer> running = new HashMap<>();
        runtime("BackstepInitializers").ifPresent(table -> {
            int count = ((IntegerValue) Fields.readStatic(table, "count")).value();
            ArrayReference classes = (ArrayReference) Fields.readStatic(table, "classes");
            ArrayReference threads = (ArrayReference) Fields.readStatic(table, "threads");
            for (int i = 0; i < count; i++) {
                running.put((ObjectReference) classes.getValue(i), Fields.integer((ObjectReference) threads.getValue(i), "id"));
            }
        });
        return running;
    }

    private static List<ObjectReference> monitorsOf(ObjectReference thread) {
        int count = Fields.integer(thread, "monitorCount");
        ArrayReference monitors = Fields.array(thread, "monitors");
        List<ObjectReference> held = new ArrayList<>();
        if (count > 0 && monitors != null) {
            for (Value monitor : monitors.getValues(0, count)) {
                held.add((ObjectReference) monitor);
            }
        }
        return held;
    }

    private static List<ObjectReference> ordinaryMonitors(ProgramThread thread) {
        try {
            return thread.reference().ownedMonitors();
        } catch (IncompatibleThreadStateException e) {
            throw new SessionException("The thread '" + thread.reference().name() + "' is not suspended.", e);
        }
    }
}
