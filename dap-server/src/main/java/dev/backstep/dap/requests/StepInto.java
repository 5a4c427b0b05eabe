package dev.backstep.dap.requests;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import java.util.List;

/** Steps into one certain method of those that a line calls: into one after the other until it is the one. */
record StepInto(String method) {
    private static final int MOST_CALLS = 100;

    /** Ends in the method, or on the next line if it is not called after all, or where a breakpoint is hit on the way. */
    Stop make(ReplaySession session, int thread) {
        Motions motions = session.motions();
        int depth = session.inspection().frameCount(thread);
        Stop stop = motions.step(StepKind.IN, Direction.FORWARD, thread);
        for (int call = 0; call < MOST_CALLS && stop.reason() == StopReason.STEP && !hasArrived(session, thread, depth); call++) {
            stop = motions.nextCall(thread);
        }
        return stop;
    }

    private boolean hasArrived(ReplaySession session, int thread, int depth) {
        int now = session.inspection().frameCount(thread);
        if (now <= depth) {
            return true;    // the line is over
        }
        List<FrameView> top = session.inspection().frames(thread, 0, 1);
        return !top.isEmpty() && name(top.getFirst().location()).equals(method);
    }

    /** A constructor is called by the name of its class. */
    private static String name(CodeLocation location) {
        return location.method().equals("<init>") ? location.className().replaceAll(".*[.$]", "") : location.method();
    }
}
