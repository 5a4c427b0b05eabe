package dev.backstep.tests.travel;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.Optional;

/**
 * What is seen at a stop, to be compared with what is seen there another time.
 *
 * @param variables stack of the thread, and the variables of its upper frames; empty if nobody looked
 */
record Sight(Position position, int thread, Optional<CodeLocation> location, long tick, long event, String variables) {
    private static final ValueFormat STILL = new ValueFormat(false, false, true, true, 200);
    private static final int FRAMES = 30;
    private static final int FRAMES_WITH_VARIABLES = 2;
    private static final int PARTS = 30;

    static Sight place(Stop stop) {
        return new Sight(stop.position(), stop.thread(), stop.location(), stop.tick(), stop.event(), "");
    }

    static Sight all(ReplaySession session) {
        Stop stop = session.stop();
        return new Sight(stop.position(), stop.thread(), stop.location(), stop.tick(), stop.event(),
                stop.reason() == StopReason.END ? "" : look(session.inspection(), stop.thread()));
    }

    private static String look(Inspection inspection, int thread) {
        StringBuilder seen = new StringBuilder();
        int frames = 0;
        for (FrameView frame : inspection.frames(thread, 0, FRAMES)) {
            seen.append(frame.location()).append(frame.signature()).append('\n');
            if (frame.application() && frames++ < FRAMES_WITH_VARIABLES) {
                for (ScopeView scope : inspection.scopes(frame.id())) {
                    variables(inspection, scope, seen);
                }
            }
        }
        return seen.toString();
    }

    private static void variables(Inspection inspection, ScopeView scope, StringBuilder seen) {
        for (VariableView variable : inspection.parts(scope.id(), Parts.ALL, 0, PARTS, STILL)) {
            seen.append("  ").append(scope.name()).append(' ').append(variable.type()).append(' ').append(variable.name()).append(" = ")
                    .append(variable.value()).append('\n');
        }
    }
}
