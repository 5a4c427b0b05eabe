package dev.backstep.replay.jdi.machine;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.session.ThreadView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Threads of a JVM without the Backstep runtime, by the ids that the debug interface gives them. */
final class OrdinaryThreads implements ThreadTable {
    private final List<ProgramThread> all;

    OrdinaryThreads(VirtualMachine vm) {
        all = vm.allThreads().stream().map(OrdinaryThreads::read).sorted(Comparator.comparingInt(ProgramThread::id)).toList();
    }

    @Override
    public List<ProgramThread> all() {
        return all;
    }

    private static ProgramThread read(ThreadReference thread) {
        return new ProgramThread((int) thread.uniqueID(), thread, state(thread), waitsFor(thread));
    }

    private static ThreadView.State state(ThreadReference thread) {
        return switch (thread.status()) {
            case ThreadReference.THREAD_STATUS_MONITOR -> ThreadView.State.BLOCKED;
            case ThreadReference.THREAD_STATUS_WAIT -> ThreadView.State.WAITING;
            case ThreadReference.THREAD_STATUS_SLEEPING -> ThreadView.State.SLEEPING;
            case ThreadReference.THREAD_STATUS_ZOMBIE -> ThreadView.State.ENDED;
            default -> ThreadView.State.RUNNABLE;
        };
    }

    private static Optional<ObjectReference> waitsFor(ThreadReference thread) {
        try {
            return thread.isSuspended() ? Optional.ofNullable(thread.currentContendedMonitor()) : Optional.empty();
        } catch (IncompatibleThreadStateException e) {
            return Optional.empty();    // it is not suspended: of a thread that ends
        }
    }
}
