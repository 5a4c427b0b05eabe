package dev.backstep.dap.state;

import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Stop;
import java.util.Optional;

/** The exception that the line throws where a session stands, as the whole recording knows it: before it is thrown, too. */
public final class ThrownHere {
    private static final int MOST = 100_000;

    private ThrownHere() { }

    public static Optional<ThrownException> at(ReplaySession session, Stop stop) {
        return session.queries().exceptions(0, MOST).stream()
                .filter(thrown -> thrown.position().equals(stop.position()) && thrown.thread() == stop.thread())
                .reduce((first, second) -> second);
    }
}
