package dev.backstep.dap.state;

import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.VariableView;
import java.util.HashMap;
import java.util.Map;

/**
 * The one table between the protocol's numbers (positive, 31 bits) and the ids of a session. Numbers are good until the next motion and
 * are never used again in the conversation, so that a client which is late hears that, instead of seeing something else.
 */
public final class Ids {
    private int next = 1;
    private final Map<Integer, FrameId> frames = new HashMap<>();
    private final Map<Integer, Container> containers = new HashMap<>();
    private final Map<Integer, Jump> jumps = new HashMap<>();

    /** A frame. @param thread as in the session. @param index from 0, the top */
    public record FrameId(long id, int thread, int index, String className) { }

    /**
     * What has variables in it.
     *
     * @param id in the session
     * @param frame number of the frame it was found in, 0 if none
     * @param className of the object, or of the frame for a scope
     * @param seen parts that were shown, by name; grows while the client looks
     */
    public record Container(long id, int frame, String className, Map<String, VariableView> seen) { }

    /** Something a client may choose by a number: a goto target, a method to step into. */
    public record Jump(Object target, int thread) { }

    public synchronized int frame(FrameId frame) {
        frames.put(next, frame);
        return next++;
    }

    /** @param number of the client, null or 0 for the frame on top */
    public synchronized FrameId frame(Integer number) {
        if (number == null || number == 0) {
            return new FrameId(0, -1, 0, "");
        }
        return known(frames.get(number), "frame");
    }

    public synchronized int container(long id, int frame, String className) {
        if (id == 0) {
            return 0;
        }
        containers.put(next, new Container(id, frame, className, new HashMap<>()));
        return next++;
    }

    public synchronized Container container(int number) {
        return known(containers.get(number), "variable");
    }

    public synchronized int jump(Jump jump) {
        jumps.put(next, jump);
        return next++;
    }

    public synchronized Jump jump(int number) {
        return known(jumps.get(number), "target");
    }

    /** The session moved: nothing that was shown is there any more. */
    public synchronized void forget() {
        frames.clear();
        containers.clear();
        jumps.clear();
    }

    private static <T> T known(T found, String what) {
        if (found == null) {
            throw Trouble.STALE_ID.exception(what);
        }
        return found;
    }
}
