package dev.backstep.web.served;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Target;
import dev.backstep.web.WebOptions.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A session under its name. It is opened when somebody first asks for it, closed when nobody has asked for a while, and opened again, at
 * the same place and with the same breakpoints, when somebody does: so an idle one has no process.
 *
 * <p>Threads: requests, the idle watch and the session itself; what changes is protected by {@code this}.
 */
public final class ServedSession implements AutoCloseable {
    private static final long RELOAD_NANOS = Duration.ofMinutes(1).toNanos();

    private final String id;
    private final Supplier<ReplaySession> opener;
    private final Optional<ReplaySession> lent;
    private final Limits limits;
    private final Viewers viewers;
    private final SourceKeys sources = new SourceKeys();
    private final WebBreakpoints breakpoints = new WebBreakpoints();

    private ReplaySession session;
    private boolean closed;
    private Optional<Position> leftAt = Optional.empty();
    private List<Breakpoint> leftBreakpoints = List.of();
    private long lastAskedNanos = System.nanoTime();
    private int asking;
    private long aloneSinceNanos = System.nanoTime();

    ServedSession(String id, Supplier<ReplaySession> opener, Optional<ReplaySession> lent, Limits limits) {
        this.id = id;
        this.opener = opener;
        this.lent = lent;
        this.limits = limits;
        this.viewers = new Viewers(limits.viewers(), breakpoints);
    }

    public String id() {
        return id;
    }

    public Viewers viewers() {
        return viewers;
    }

    public SourceKeys sources() {
        return sources;
    }

    public WebBreakpoints breakpoints() {
        return breakpoints;
    }

    /** Something that a request wants from the session. */
    public interface Question<T> {
        T ask(ReplaySession session);
    }

    /**
     * Answers a request. While it is under way the session is not idle, however long it takes.
     *
     * @throws NoSuchSessionException if it was closed for good
     */
    public <T> T ask(Question<T> question) {
        ReplaySession open = begin();
        try {
            return question.ask(open);
        } finally {
            end();
        }
    }

    private synchronized ReplaySession begin() {
        if (closed) {
            throw new NoSuchSessionException();
        }
        if (session == null) {
            session = open();
        }
        asking++;
        return session;
    }

    private synchronized void end() {
        asking--;
        lastAskedNanos = System.nanoTime();
    }

    private ReplaySession open() {
        ReplaySession opened = lent.orElseGet(opener);
        opened.addListener(viewers);
        if (!leftBreakpoints.isEmpty()) {
            opened.breakpoints().set(leftBreakpoints);
        }
        leftAt.ifPresent(position -> opened.motions().seek(new Target.At(position)));
        return opened;
    }

    /** Whether somebody looked on once and everybody has left for longer than a page needs to load again. */
    synchronized boolean isLeftAlone() {
        boolean alone = viewers.number() == 0 && viewers.hadSome() && asking == 0;
        if (!alone) {
            aloneSinceNanos = System.nanoTime();
        }
        return alone && System.nanoTime() - aloneSinceNanos > Math.min(RELOAD_NANOS, limits.idle().toNanos());
    }

    /** Closes the session if nobody has asked for long enough. @return whether there is none open now */
    synchronized boolean sleepIfIdle() {
        boolean idle = asking == 0 && System.nanoTime() - lastAskedNanos >= limits.idle().toNanos();
        if (session != null && idle && lent.isEmpty()) {
            leftAt = Optional.of(session.stop().position());
            leftBreakpoints = session.breakpoints().all();
            release("nothing was asked for " + text(limits.idle()) + "; the next request opens it again where it was");
        }
        return session == null && idle;
    }

    private static String text(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    /** @param reason for the viewers */
    private void release(String reason) {
        ReplaySession released = session;
        session = null;
        released.removeListener(viewers);
        if (lent.isEmpty()) {
            released.close();
        }
        viewers.ended(reason);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (session != null) {
            release("the session was ended");
        }
    }
}
