package dev.backstep.dap.state;

import dev.backstep.dap.wire.Requests;
import dev.backstep.replay.session.ReplaySession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Everything that the handlers of one conversation share. Inspection and queries have a thread each: the first answers in the order of
 * the requests and only while the session stands, the second may take long and does not mind motions.
 */
public final class Conversation implements AutoCloseable {
    private final Stage stage = new Stage();
    private final Requests requests = new Requests();
    private final Events events = new Events();
    private final Ids ids = new Ids();
    private final SourceTable sources = new SourceTable();
    private final BreakpointBoard breakpoints = new BreakpointBoard();
    private final StopReport report = new StopReport(events);
    private final ProgressReport progress = new ProgressReport(events);
    private final Mover mover = new Mover(stage, requests, ids, events, report);
    private final ExecutorService inspection = executor("dap-inspection");
    private final ExecutorService queries = executor("dap-query");
    private volatile ClientFeatures client = ClientFeatures.USUAL;

    private static ExecutorService executor(String name) {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Answers from what the session shows where it stands. An error if it moves. */
    public <T> CompletableFuture<T> look(Function<ReplaySession, T> question) {
        stage.standing();
        return requests.cancellable(CompletableFuture.supplyAsync(() -> question.apply(stage.standing()), inspection));
    }

    /** Answers a question about the whole recording. */
    public <T> CompletableFuture<T> query(Function<ReplaySession, T> question) {
        stage.session();
        return requests.cancellable(CompletableFuture.supplyAsync(() -> question.apply(stage.session()), queries));
    }

    /** Does something on the thread of the queries, without an answer. */
    public void inBackground(Runnable task) {
        try {
            queries.execute(task);
        } catch (RejectedExecutionException e) {
            // the conversation is over, and nobody waits for it
        }
    }

    public Stage stage() {
        return stage;
    }

    public Requests requests() {
        return requests;
    }

    public Events events() {
        return events;
    }

    public Ids ids() {
        return ids;
    }

    public SourceTable sources() {
        return sources;
    }

    public BreakpointBoard breakpoints() {
        return breakpoints;
    }

    public StopReport report() {
        return report;
    }

    public ProgressReport progress() {
        return progress;
    }

    public Mover mover() {
        return mover;
    }

    public ClientFeatures client() {
        return client;
    }

    public void client(ClientFeatures value) {
        client = value;
    }

    /** Ends the threads; the session is the stage's to end. */
    @Override
    public void close() {
        mover.close();
        inspection.shutdownNow();
        queries.shutdownNow();
    }
}
