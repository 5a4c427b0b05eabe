package dev.backstep.replay.jdi;

import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;

/** What an id stands for: something with parts. Good for one stop. */
sealed interface Container {
    /** Where it was found; expressions of its parts are meant there. */
    FrameHandle frame();

    /** A frame. @param height number of frames below it, hidden ones included */
    record FrameHandle(int thread, int height) implements Container {
        @Override
        public FrameHandle frame() {
            return this;
        }
    }

    /** Parameters, locals and {@code this} of a frame. */
    record Locals(FrameHandle frame) implements Container { }

    /** The static fields of the class whose code a frame runs. */
    record Statics(FrameHandle frame) implements Container { }

    /** An object or array. @param expression that gives it in its frame; empty if there is none */
    record Held(FrameHandle frame, ObjectReference object, String expression) implements Container { }

    /** An entry of a map whose key has parts itself. */
    record Pair(FrameHandle frame, Value key, Value value) implements Container { }
}
