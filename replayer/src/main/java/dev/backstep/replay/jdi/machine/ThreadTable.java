package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import java.util.List;
import java.util.Optional;

/** The threads of the program by their ids. */
public interface ThreadTable {
    /** In ascending order of ids. */
    List<ProgramThread> all();

    default Optional<ProgramThread> find(int id) {
        return all().stream().filter(thread -> thread.id() == id).findFirst();
    }

    /** What the last call in the line before returned to the innermost frame of application code of a thread. */
    default Optional<ReturnedValue> returned(int id) {
        return Optional.empty();
    }

    /** The table of the Backstep runtime, or that of an ordinary JVM. */
    static ThreadTable of(VirtualMachine vm) {
        List<ReferenceType> runtime = vm.classesByName("java.lang.BackstepThreads");
        return runtime.isEmpty() ? new OrdinaryThreads(vm) : new RuntimeThreads(vm);
    }
}
