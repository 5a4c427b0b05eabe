package dev.backstep.replay.jdi;

import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.expression.Evaluator;
import dev.backstep.replay.jdi.expression.FrameContext;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.jdi.machine.StoppedProgram;
import dev.backstep.replay.jdi.value.Structures;
import dev.backstep.replay.jdi.value.ValueTexts;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.source.Sources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** All that is known of the program at one stop. Thrown away as a whole when it moves. */
final class StopState {
    final Machine machine;
    final Handles handles;
    final Structures structures;
    final ValueTexts texts;
    final Evaluator evaluator;
    final Sources sources;

    StopState(StoppedProgram program, Sources sources, Duration longestEvaluation, AtomicLong lastId) {
        this.machine = new Machine(program, sources::hasClass, longestEvaluation);
        this.handles = new Handles(lastId);
        this.structures = new Structures(machine);
        this.texts = new ValueTexts(machine, structures);
        this.evaluator = new Evaluator(sources);
        this.sources = sources;
    }

    /** The frame as it is now; good until the next method is run. */
    StackFrame frame(FrameHandle handle) {
        return machine.stacks().frame(machine.thread(handle.thread()), handle.height());
    }

    /** @param id of a frame, or 0 for that on top of the running thread */
    FrameHandle frameHandle(long id) {
        return id == 0 ? top(machine.runningThreadId()) : handles.frame(id);
    }

    FrameHandle top(int thread) {
        ThreadReference reference = machine.thread(thread);
        List<Integer> heights = machine.stacks().heights(reference);
        if (heights.isEmpty()) {
            throw new SessionException("The thread '" + reference.name() + "' has no frames here.");
        }
        return new FrameHandle(thread, heights.getFirst());
    }

    /** Where expressions mean something: for the evaluator. */
    FrameContext context(FrameHandle handle) {
        return new FrameContext(machine, machine.thread(handle.thread()), handle.height());
    }
}
