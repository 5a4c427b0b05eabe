package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.session.ThreadView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Threads as the tables of the Backstep runtime have them: {@code BackstepThreads.byId}, {@code BackstepThread}. */
final class RuntimeThreads implements ThreadTable {
    private final VirtualMachine vm;
    private final List<ProgramThread> all = new ArrayList<>();
    private final Map<Integer, ObjectReference> states = new HashMap<>();

    RuntimeThreads(VirtualMachine vm) {
        this.vm = vm;
        ReferenceType table = type("java.lang.BackstepThreads");
        if (Fields.readStatic(table, "byId") instanceof ArrayReference byId) {
            for (Value entry : byId.getValues()) {
                add(entry);
            }
        }
        List<ReferenceType> signals = vm.classesByName("java.lang.BackstepSignals");
        if (!signals.isEmpty()) {
            add(Fields.readStatic(signals.getFirst(), "DISPATCHER"));
        }
        add(Fields.readStatic(table, "DESTROYER"));
    }

    @Override
    public Optional<ReturnedValue> returned(int id) {
        return Optional.ofNullable(states.get(id)).flatMap(ReturnedValue::of);
    }

    @Override
    public List<ProgramThread> all() {
        return all;
    }

    private ReferenceType type(String name) {
        return vm.classesByName(name).getFirst();
    }

    private void add(Value entry) {
        if (entry instanceof ObjectReference state && Fields.object(state, "thread") instanceof ThreadReference thread) {
            ThreadView.State doing = state(Fields.integer(state, "status"));
            states.put(Fields.integer(state, "id"), state);
            all.add(new ProgramThread(Fields.integer(state, "id"), thread, doing, waitsFor(state, thread, doing)));
        }
    }

    private static ThreadView.State state(int status) {
        return switch (status) {
            case 0 -> ThreadView.State.RUNNABLE;
            case 1 -> ThreadView.State.PARKED;
            case 2 -> ThreadView.State.SLEEPING;
            case 3 -> ThreadView.State.WAITING;
            case 4, 7 -> ThreadView.State.BLOCKED;  // on a monitor; until another thread has initialised a class
            case 5 -> ThreadView.State.IN_NATIVE;
            case 6 -> ThreadView.State.ENDED;
            default -> throw new IllegalStateException("no thread status " + status);
        };
    }

    private static Optional<ObjectReference> waitsFor(ObjectReference state, ThreadReference thread, ThreadView.State doing) {
        return switch (doing) {
            case BLOCKED, WAITING -> Optional.ofNullable(Fields.object(state, "waitsFor"));
            case PARKED -> Optional.ofNullable(Fields.object(thread, "parkBlocker"));
            default -> Optional.empty();
        };
    }
}
