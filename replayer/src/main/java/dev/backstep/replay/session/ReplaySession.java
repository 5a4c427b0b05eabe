package dev.backstep.replay.session;

import dev.backstep.recording.RecordingMetadata;
import java.nio.file.Path;

/**
 * The one door to a recording: where it stands, how to move, what to see, what to ask. The DAP server and the web server are
 * two thin faces of it. Safe for use by several threads.
 *
 * <p>After a {@link DivergedException} the session still answers from the last good position.
 */
public interface ReplaySession extends AutoCloseable {
    Path recording();

    RecordingMetadata metadata();

    /** Where the session stands now. */
    Stop stop();

    Motions motions();

    Breakpoints breakpoints();

    Inspection inspection();

    Queries queries();

    void addListener(SessionListener listener);

    void removeListener(SessionListener listener);

    /** Ends all processes of the session. */
    @Override
    void close();
}
