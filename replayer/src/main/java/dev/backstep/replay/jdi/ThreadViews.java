package dev.backstep.replay.jdi;

import com.sun.jdi.ClassType;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ThreadReference;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.machine.ProgramThread;
import dev.backstep.replay.session.ThreadView;
import java.util.List;

/** Threads for people. */
final class ThreadViews {
    private final StopState state;

    ThreadViews(StopState state) {
        this.state = state;
    }

    List<ThreadView> all() {
        return state.machine.threads().all().stream().map(this::view).toList();
    }

    private ThreadView view(ProgramThread thread) {
        ThreadView.State doing = thread.id() == state.machine.runningThreadId() ? ThreadView.State.RUNNING : thread.state();
        return new ThreadView(thread.id(), thread.reference().name(), doing, waitsFor(thread, doing),
                isDaemon(thread.reference()), isVirtual(thread.reference()));
    }

    private String waitsFor(ProgramThread thread, ThreadView.State doing) {
        if (doing == ThreadView.State.IN_NATIVE) {
            return nativeOnTop(thread.reference());
        }
        return doing == ThreadView.State.RUNNING ? "" : thread.waitsFor().map(LockNames::of).orElse("");
    }

    private String nativeOnTop(ThreadReference thread) {
        List<Integer> heights = state.machine.stacks().heights(thread);
        if (heights.isEmpty()) {
            return "";
        }
        Location location = state.machine.stacks().frame(thread, heights.getFirst()).location();
        return location.declaringType().name() + "." + HiddenCode.methodName(location);
    }

    private static boolean isDaemon(ThreadReference thread) {
        ObjectReference holder = Fields.object(thread, "holder");
        return isVirtual(thread) || holder != null && Fields.flag(holder, "daemon");
    }

    private static boolean isVirtual(ThreadReference thread) {
        for (ClassType type = (ClassType) thread.referenceType(); type != null; type = type.superclass()) {
            if (type.name().equals("java.lang.BaseVirtualThread")) {
                return true;
            }
        }
        return false;
    }
}
