package dev.backstep.replay.jdi;

import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.source.Sources;
import dev.backstep.replay.travel.SessionHost;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The exception that the line throws at which the session stands, as an object. Looked for when somebody asks for it. */
final class ThrownHere {
    private final SessionHost host;
    private final Sources sources;
    private final AtomicLong lastId;
    private boolean looked;
    private ThrowingReplay replay;      // this and the next: null if there is none
    private JdiInspection inspection;
    private long scope;                 // 0: not asked for

    ThrownHere(SessionHost host, Sources sources, AtomicLong lastId) {
        this.host = host;
        this.sources = sources;
        this.lastId = lastId;
    }

    private Optional<JdiInspection> inspection() {
        Optional<ThrownException> recorded = host.thrownHere();
        if (!looked && recorded.isPresent()) {
            looked = true;
            try {
                replay = ThrowingReplay.of(host.another(), recorded.get().className()).orElse(null);
            } catch (IOException e) {
                replay = null;      // what is known of it without the object is shown
            }
            inspection = replay == null ? null : new JdiInspection(replay, sources, lastId);
        }
        return Optional.ofNullable(inspection);
    }

    /** @return empty if there is none, or it is not to be had */
    Optional<ExceptionView> view(int thread) {
        Optional<ThrownException> recorded = host.thrownHere().filter(thrown -> thrown.thread() == thread);
        return recorded.flatMap(thrown -> inspection().map(found -> found.exceptionView(thread, replay.exception(), thrown.caught())));
    }

    /** Makes no process yet. @return empty if this line throws nothing */
    Optional<ScopeView> scope() {
        if (host.thrownHere().isEmpty()) {
            return Optional.empty();
        }
        scope = scope == 0 ? lastId.incrementAndGet() : scope;
        return Optional.of(new ScopeView("Exception", scope, 1, false));
    }

    boolean isScope(long container) {
        return scope != 0 && container == scope;
    }

    /** The parts of {@link #scope}. */
    List<VariableView> parts(ValueFormat format) {
        return inspection().map(found -> List.of(found.exceptionVariable(replay.exception(), scope, format))).orElse(List.of());
    }

    /** Who knows what an id is that came with the exception. */
    Optional<JdiInspection> knowing(long id) {
        return Optional.ofNullable(inspection).filter(found -> found.knows(id));
    }

    /** The session moves. */
    void leave() {
        if (replay != null) {
            replay.close();
        }
        looked = false;
        replay = null;
        inspection = null;
        scope = 0;
    }
}
