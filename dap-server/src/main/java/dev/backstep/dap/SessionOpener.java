package dev.backstep.dap;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens sessions; the real one starts replay processes. */
public interface SessionOpener {
    /**
     * Opens a recording and stands at its start.
     *
     * @param sourcePaths folders and jars of sources, beside those that are found without
     * @param listener hears of progress from the beginning on; it is one of the session's listeners then
     * @throws IOException if the file cannot be read
     */
    ReplaySession open(Path recording, List<Path> sourcePaths, SessionListener listener) throws IOException;
}
