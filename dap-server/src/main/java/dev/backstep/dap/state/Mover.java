package dev.backstep.dap.state;

import dev.backstep.dap.wire.Errors;
import dev.backstep.dap.wire.Requests;
import dev.backstep.replay.session.Cancellation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Stop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Makes motions on a thread of its own, one at a time, and tells the client when the session stands again. Also hears of motions that
 * others make in a shared session.
 */
public final class Mover implements AutoCloseable {
    private final Stage stage;
    private final Requests requests;
    private final Ids ids;
    private final Events events;
    private final StopReport report;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("dap-motion").factory());
    private volatile boolean ours;
    private volatile Cancellation present = new Cancellation();      // of our motion

    /** What moves a session. */
    public interface Motion {
        Stop make(ReplaySession session);
    }

    public Mover(Stage stage, Requests requests, Ids ids, Events events, StopReport report) {
        this.stage = stage;
        this.requests = requests;
        this.ids = ids;
        this.events = events;
        this.report = report;
    }

    /** For the protocol's own motions: the response goes out at once, then the session moves, then the client hears where it stands. */
    public CompletableFuture<Void> start(Motion motion) {
        ReplaySession session = depart();
        requests.afterResponse(() -> submit(() -> make(session, motion).map(Errors::text).ifPresent(events::warn)));
        return CompletableFuture.completedFuture(null);
    }

    /** For motions that the client does not know of: it hears that the session went on, and where it stands; then it gets the answer. */
    public CompletableFuture<Stop> travel(Motion motion) {
        ReplaySession session = depart();
        CompletableFuture<Stop> arrival = new CompletableFuture<>();
        submit(() -> {
            events.continued(session.stop().thread());
            Optional<RuntimeException> problem = make(session, motion);
            problem.ifPresentOrElse(arrival::completeExceptionally, () -> arrival.complete(session.stop()));
        });
        return arrival;
    }

    private ReplaySession depart() {
        ReplaySession session = stage.depart();
        ours = true;
        present = new Cancellation();
        ids.forget();
        return session;
    }

    private void submit(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            stage.arrived();    // the conversation is over
        }
    }

    /** Ends the motion that is under way, whoever makes it: where it has come to, or, if it has to know something first, where it began. */
    public void pause() {
        if (ours) {
            present.cancel();
        }
        stage.session().motions().pause();
    }

    /** @return why the session did not get where it should */
    private Optional<RuntimeException> make(ReplaySession session, Motion motion) {
        Optional<RuntimeException> problem = Optional.empty();
        Stop stop;
        try {
            stop = present.during(() -> motion.make(session));
        } catch (RuntimeException e) {
            problem = Optional.of(e);
            if (stage.phase() == Phase.ENDED) {
                return problem;     // the session was closed below us
            }
            stop = session.stop();
        } finally {
            ours = false;
        }
        arrive(session, stop, problem.map(Errors::text));
        return problem;
    }

    private void arrive(ReplaySession session, Stop stop, Optional<String> problem) {
        ids.forget();
        stage.arrived();
        report.stopped(session, stop, problem);
    }

    /** The session began to move; perhaps not because of us. */
    void moving(Direction direction) {
        if (!ours && stage.advance(Phase.STANDING, Phase.MOVING)) {
            ids.forget();
            events.continued(stage.session().stop().thread());
        }
    }

    /** The session stands; perhaps not because of us. */
    void stopped(Stop stop) {
        if (!ours && stage.phase() == Phase.MOVING) {
            arrive(stage.session(), stop, Optional.empty());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
