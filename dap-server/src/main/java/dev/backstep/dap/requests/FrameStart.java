package dev.backstep.dap.requests;

import dev.backstep.dap.state.Ids;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Filter;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import java.util.List;

/**
 * Goes back to where a frame began. That is the last entry of its method at its depth in its thread before now, if the call that
 * begins there lasts beyond now; if it does not, the frame has just begun.
 *
 * @param depth number of frames when it was entered
 */
record FrameStart(int thread, CodeLocation location, int depth) {
    private static final int MOST_ENTRIES = 1_000;

    static FrameStart of(ReplaySession session, Ids.FrameId frame) {
        int count = session.inspection().frameCount(frame.thread());
        List<FrameView> found = session.inspection().frames(frame.thread(), frame.index(), 1);
        if (found.isEmpty()) {
            throw Trouble.STALE_ID.exception("frame");
        }
        if (!found.getFirst().application()) {
            throw Trouble.SESSION.exception("Only code of the program can be restarted, not code of the JDK.");
        }
        return new FrameStart(frame.thread(), found.getFirst().location(), count - frame.index());
    }

    Stop make(ReplaySession session) {
        List<Breakpoint> before = session.breakpoints().all();
        Position now = session.stop().position();
        int id = before.stream().mapToInt(Breakpoint::id).max().orElse(0) + 1;
        try {
            session.breakpoints().set(List.of(new Breakpoint.Method(id, location.className(), location.method(), Filter.NONE)));
            Stop entry = lastEntry(session);
            session.breakpoints().set(List.of());
            boolean lasts = entry.reason() == StopReason.BREAKPOINT
                    && session.motions().step(StepKind.OUT, Direction.FORWARD, thread).position().compareTo(now) > 0;
            return session.motions().seek(new Target.At(lasts ? entry.position() : now));
        } finally {
            session.breakpoints().set(before);
        }
    }

    private Stop lastEntry(ReplaySession session) {
        Stop stop = session.motions().resume(Direction.BACKWARD);
        for (int i = 0; i < MOST_ENTRIES && stop.reason() == StopReason.BREAKPOINT; i++) {
            if (stop.thread() == thread && session.inspection().frameCount(thread) == depth) {
                return stop;
            }
            stop = session.motions().resume(Direction.BACKWARD);
        }
        if (stop.reason() == StopReason.BREAKPOINT) {
            throw Trouble.SESSION.exception("The beginning of this frame is behind more than " + MOST_ENTRIES
                    + " other calls of its method; set a function breakpoint with a condition and go back with Reverse.");
        }
        return stop;
    }
}
