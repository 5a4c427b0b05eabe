package dev.backstep.web.api;

import dev.backstep.web.served.NoSuchSessionException;
import dev.backstep.web.served.ServedSession;
import dev.backstep.web.served.ServedSessions;
import dev.backstep.web.served.TooManyException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The WebSocket of a session: tells what happens in it. What comes from the client is ignored. */
final class LiveRoute implements Consumer<WsConfig> {
    /** Of RFC 6455, section 7.4.1, and of the IANA registry: "try again later". */
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int ENDED = 4004;
    private static final long PING_SECONDS = 25;

    private final ServedSessions sessions;

    LiveRoute(ServedSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void accept(WsConfig socket) {
        socket.onConnect(this::connect);
        socket.onClose(this::leave);
        socket.onError(this::leave);
    }

    private void connect(WsContext context) {
        try {
            ServedSession session = sessions.find(context.pathParam("session"));
            session.viewers().add(context.sessionId(), context::send);
            context.enableAutomaticPings(PING_SECONDS, TimeUnit.SECONDS);
        } catch (NoSuchSessionException e) {
            context.closeSession(ENDED, e.getMessage());
        } catch (TooManyException e) {
            context.closeSession(TRY_AGAIN_LATER, e.getMessage());
        }
    }

    private void leave(WsContext context) {
        try {
            sessions.find(context.pathParam("session")).viewers().remove(context.sessionId());
        } catch (NoSuchSessionException _) {
            // It ended with its viewers.
        }
    }
}
