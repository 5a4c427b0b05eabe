package dev.backstep.web;

import dev.backstep.replay.session.ReplaySession;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Where a server gets the sessions from that it shows. */
public interface SessionSource {
    Path recording();

    /** A new session, which the server closes. Takes as long as a JVM needs to start. */
    ReplaySession open();

    /** A session that belongs to somebody else, such as a debug adapter: shown to all viewers and never closed here. */
    default Optional<ReplaySession> lent() {
        return Optional.empty();
    }

    static SessionSource opening(Path recording, Supplier<ReplaySession> opener) {
        return new SessionSource() {
            @Override
            public Path recording() {
                return recording;
            }

            @Override
            public ReplaySession open() {
                return opener.get();
            }
        };
    }

    /** @param more opens sessions for viewers who want one of their own */
    static SessionSource sharing(ReplaySession session, Supplier<ReplaySession> more) {
        return new SessionSource() {
            @Override
            public Path recording() {
                return session.recording();
            }

            @Override
            public ReplaySession open() {
                return more.get();
            }

            @Override
            public Optional<ReplaySession> lent() {
                return Optional.of(session);
            }
        };
    }
}
