package dev.backstep.dap.state;

import dev.backstep.dap.wire.Requests;
import dev.backstep.replay.session.Cancellation;
import dev.backstep.replay.session.ReplaySession;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
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
    private volatile Cancellation asked;
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
        Cancellation cancellation = new Cancellation();
        return onCancel(cancellation, CompletableFuture.supplyAsync(() -> ask(question, cancellation), queries));
    }

    /** Answers a question about the whole recording that depends on what the session shows where it stands. */
    public <V, T> CompletableFuture<T> query(Function<ReplaySession, V> look, BiFunction<ReplaySession, V, T> question) {
        Cancellation cancellation = new Cancellation();
        return onCancel(cancellation, look(look).thenCompose(seen ->
                CompletableFuture.supplyAsync(() -> ask(session -> question.apply(session, seen), cancellation), queries)));
    }

    private <T> T ask(Function<ReplaySession, T> question, Cancellation cancellation) {
        asked = cancellation;
        try {
            return cancellation.during(() -> question.apply(stage.session()));
        } finally {
            asked = null;
        }
    }

    private <T> CompletableFuture<T> onCancel(Cancellation cancellation, CompletableFuture<T> answer) {
        answer.whenComplete((result, failure) -> {
            if (answer.isCancelled()) {
                cancellation.cancel();
            }
        });
        return requests.cancellable(answer);
    }

    /** Ends the question about the whole recording that is being answered, if there is one. */
    public void cancelQuery() {
        Cancellation present = asked;
        if (present != null) {
            present.cancel();
        }
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
