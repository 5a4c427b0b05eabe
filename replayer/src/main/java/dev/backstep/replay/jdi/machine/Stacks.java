package dev.backstep.replay.jdi.machine;

import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidStackFrameException;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stacks of the threads without the frames that nobody has written: those of the runtime, and what stands between a lambda
 * and its caller. A frame is named by its thread and its height, which is the number of all frames below it: running a
 * method makes the frames of the debug interface stale, but not heights.
 */
public final class Stacks {
    private final Invoker invoker;
    private final Map<ThreadReference, List<StackFrame>> all = new HashMap<>();
    private final Map<ThreadReference, List<Integer>> shown = new HashMap<>();
    private int readAt;

    Stacks(Invoker invoker) {
        this.invoker = invoker;
    }

    /** Heights of the frames to be shown, the top of the stack first. */
    public List<Integer> heights(ThreadReference thread) {
        List<Integer> known = shown.get(thread);
        if (known != null) {
            return known;
        }
        List<StackFrame> frames = read(thread);
        List<Integer> heights = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            if (HiddenCode.isShown(frames.get(i).location())) {
                heights.add(frames.size() - 1 - i);
            }
        }
        shown.put(thread, heights);
        return heights;
    }

    /** The frame at a height, good until the next method is run. */
    public StackFrame frame(ThreadReference thread, int height) {
        List<StackFrame> frames = read(thread);
        int index = frames.size() - 1 - height;
        if (index < 0) {
            throw new SessionException("This frame is gone; ask for the stack again.");
        }
        return frames.get(index);
    }

    /** The frames of the runtime on top of the shown ones, the top of the stack first. */
    public List<StackFrame> hiddenOnTop(ThreadReference thread) {
        List<StackFrame> hidden = new ArrayList<>();
        for (StackFrame frame : read(thread)) {
            if (!HiddenCode.isRuntime(frame.location().declaringType().name())) {
                break;
            }
            hidden.add(frame);
        }
        return hidden;
    }

    private List<StackFrame> read(ThreadReference thread) {
        if (readAt != invoker.count()) {
            all.clear();
            readAt = invoker.count();
        }
        return all.computeIfAbsent(thread, Stacks::frames);
    }

    private static List<StackFrame> frames(ThreadReference thread) {
        try {
            return thread.frames();
        } catch (IncompatibleThreadStateException | InvalidStackFrameException e) {
            throw new SessionException("The thread '" + thread.name() + "' has no stack here.", e);
        }
    }
}
