package dev.backstep.dap.state;

import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;

/** Steps as users mean them. */
public final class Steps {
    private Steps() { }

    /** At the end no thread is left to step back in: then the last line that any thread ran is the one before. */
    public static Stop make(ReplaySession session, StepKind kind, Direction direction, int thread) {
        Stop now = session.stop();
        boolean atEnd = now.reason() == StopReason.END && now.location().isEmpty() && !now.diverted();
        if (direction == Direction.BACKWARD && atEnd && now.position().step() > 0) {
            return session.motions().seek(new Target.At(new Position(now.position().step() - 1)));
        }
        return session.motions().step(kind, direction, thread);
    }
}
