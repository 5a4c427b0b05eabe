package dev.backstep.web.served;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.web.SessionSource;
import dev.backstep.web.WebOptions.Limits;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All sessions that a server shows. The shared one is always there; own ones come and go. */
public final class ServedSessions implements AutoCloseable {
    /** Name of the one that all viewers see. */
    public static final String SHARED = "shared";

    private final SessionSource source;
    private final Limits limits;
    private final Map<String, ServedSession> sessions = new LinkedHashMap<>();   // protected by this
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idle-sessions").factory());

    public ServedSessions(SessionSource source, Limits limits) {
        this.source = source;
        this.limits = limits;
        sessions.put(SHARED, new ServedSession(SHARED, source::open, source.lent(), limits));
        long periodMillis = Math.clamp(limits.idle().toMillis() / 4, 50, 30_000);
        watch.scheduleWithFixedDelay(this::sleepIdle, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
    }

    public SessionSource source() {
        return source;
    }

    /** A session for one viewer. @throws TooManyException if as many are open as are allowed */
    public synchronized ServedSession create() {
        if (sessions.size() >= limits.sessions()) {
            throw new TooManyException(limits.sessions() + " sessions are open already; close one of them");
        }
        byte[] name = new byte[8];
        new SecureRandom().nextBytes(name);
        ServedSession session = new ServedSession(HexFormat.of().formatHex(name), source::open, Optional.<ReplaySession>empty(), limits);
        sessions.put(session.id(), session);
        return session;
    }

    /** @throws NoSuchSessionException if there is none of that name */
    public synchronized ServedSession find(String id) {
        ServedSession session = sessions.get(id);
        if (session == null) {
            throw new NoSuchSessionException();
        }
        return session;
    }

    public synchronized List<ServedSession> all() {
        return List.copyOf(sessions.values());
    }

    /** Ends a session. The shared one begins anew when somebody asks for it. */
    public void end(String id) {
        ServedSession ended;
        synchronized (this) {
            ended = find(id);
            sessions.remove(id);
            if (id.equals(SHARED)) {
                sessions.put(SHARED, new ServedSession(SHARED, source::open, source.lent(), limits));
            }
        }
        ended.close();
    }

    private void sleepIdle() {
        for (ServedSession session : all()) {
            try {
                boolean asleep = session.sleepIfIdle();
                if (!session.id().equals(SHARED) && (asleep || session.isLeftAlone())) {
                    end(session.id());
                }
            } catch (RuntimeException e) {      // one that cannot be closed must not keep the others open
                System.getLogger("dev.backstep.web").log(System.Logger.Level.WARNING, "an idle session did not end", e);
            }
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        List<ServedSession> open;
        synchronized (this) {
            open = new ArrayList<>(sessions.values());
        }
        open.forEach(ServedSession::close);
    }
}
