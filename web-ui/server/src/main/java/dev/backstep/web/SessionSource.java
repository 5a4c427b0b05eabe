package dev.backstep.web;

import dev.backstep.replay.query.FirstLooks;
import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.ReplaySession;
import java.io.IOException;
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

    /** What can be shown before a session is open. @throws IOException if the recording cannot be read */
    FirstLook firstLook(int most) throws IOException;

    static SessionSource opening(Path recording, Supplier<ReplaySession> opener) {
        FirstLooks looks = new FirstLooks(recording);
        return new SessionSource() {
            @Override
            public Path recording() {
                return recording;
            }

            @Override
            public FirstLook firstLook(int most) throws IOException {
                return looks.look(most);
            }

            @Override
            public ReplaySession open() {
                return opener.get();
            }
        };
    }

    /** @param more opens sessions for viewers who want one of their own */
    static SessionSource sharing(ReplaySession session, Supplier<ReplaySession> more) {
        FirstLooks looks = new FirstLooks(session.recording());
        return new SessionSource() {
            @Override
            public Path recording() {
                return session.recording();
            }

            @Override
            public FirstLook firstLook(int most) throws IOException {
                return looks.look(most);
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
