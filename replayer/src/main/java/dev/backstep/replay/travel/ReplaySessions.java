package dev.backstep.replay.travel;

import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Opens recordings for time travel. */
public final class ReplaySessions {
    private ReplaySessions() { }

    /**
     * Opens a recording and goes where the options say.
     *
     * @throws dev.backstep.recording.RecordingException if the file is not a recording that we can read
     * @throws dev.backstep.record.JdkNotUsableException if the JDK that recorded is not here
     * @throws SessionException if it cannot be replayed; {@link dev.backstep.replay.session.DivergedException} if the replay
     *         leaves the recording before it gets there
     * @throws IOException if it cannot be read, or a JVM not be started
     */
    public static ReplaySession open(Path recording, SessionOptions options) throws IOException {
        PreparedReplay replay = PreparedReplay.of(recording, options.cache(), options.progress());
        Optional<String> obstacle = replay.obstacle();
        if (obstacle.isPresent()) {
            replay.close();
            throw new SessionException("this recording cannot be replayed: " + obstacle.get());
        }
        SiteTable sites = new SiteTable();
        Beginning beginning = beginning(replay);
        Bases bases = options.copies() == SessionOptions.Copies.NEVER ? new HeldProcesses(beginning, sites)
                : new Checkpoints(replay, beginning, sites);
        LiveSession session = new LiveSession(replay, sites, beginning, bases, options);
        try {
            session.motions().seek(options.start());
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Beginning beginning(PreparedReplay replay) throws IOException {
        try {
            return Beginning.of(replay);
        } catch (IOException | RuntimeException e) {
            replay.close();
            throw e;
        }
    }
}
