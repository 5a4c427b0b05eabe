package dev.backstep.cli;

import dev.backstep.dap.PageServer;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.web.SessionSource;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** The page of a session that a debug adapter has open, for a frame inside the editor. It goes with the session. */
final class EditorPage implements PageServer {
    private final Map<ReplaySession, WebServer> servers = new IdentityHashMap<>();     // protected by this

    @Override
    public URI serve(ReplaySession session, Optional<URI> proxied) throws IOException {
        WebServer server = server(session);
        return proxied.map(server::linkBy).orElseGet(server::link);
    }

    private synchronized WebServer server(ReplaySession session) throws IOException {
        WebServer known = servers.get(session);
        if (known != null) {
            return known;
        }
        Path recording = session.recording();
        WebServer server = WebServer.start(WebOptions.IN_EDITORS, SessionSource.sharing(session, () -> open(recording)));
        servers.put(session, server);
        session.addListener(new SessionListener() {
            @Override
            public void ended(String reason) {
                close(session);
            }
        });
        return server;
    }

    private static ReplaySession open(Path recording) {
        try {
            return ReplaySessions.open(recording, SessionOptions.usual());
        } catch (IOException e) {
            throw new SessionException("The recording cannot be opened again: " + e.getMessage(), e);
        }
    }

    private synchronized void close(ReplaySession session) {
        WebServer server = servers.remove(session);
        if (server != null) {
            server.close();
        }
    }
}
