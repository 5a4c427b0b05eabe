package dev.backstep.dap.custom;

import dev.backstep.dap.custom.Variables.VariableArguments;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Mover.Motion;
import dev.backstep.dap.state.Steps;
import dev.backstep.dap.state.StopReport;
import dev.backstep.dap.state.Threads;
import dev.backstep.dap.wire.BackstepClient.PositionEvent;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Target;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Motions that the protocol does not have. The client hears continued, then stopped, then it gets the answer: where the session stands. */
public final class TravelRequests {
    private final Conversation conversation;

    public TravelRequests(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Arguments of {@code backstep/seek}. @param to see {@link Wanted} */
    record SeekArguments(String to) { }

    @JsonRequest("backstep/seek")
    CompletableFuture<PositionEvent> seek(SeekArguments arguments) {
        if (arguments.to() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Say where 'to'.");
        }
        Target target = Wanted.target(arguments.to());
        return travel(session -> session.motions().seek(target));
    }

    /** Arguments of {@code backstep/jumpToCheckpoint}. */
    record CheckpointArguments(Integer id) { }

    @JsonRequest("backstep/jumpToCheckpoint")
    CompletableFuture<PositionEvent> jumpToCheckpoint(CheckpointArguments arguments) {
        if (arguments.id() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give the id of a checkpoint; backstep/checkpoints lists them.");
        }
        return travel(session -> session.motions().seek(new Target.AtCheckpoint(arguments.id())));
    }

    /** Arguments of steps. @param threadId as in the protocol; without it the thread that stopped */
    record StepArguments(Integer threadId) { }

    @JsonRequest("backstep/reverseStepIn")
    CompletableFuture<PositionEvent> reverseStepIn(StepArguments arguments) {
        return stepBack(StepKind.IN, arguments);
    }

    @JsonRequest("backstep/reverseStepOut")
    CompletableFuture<PositionEvent> reverseStepOut(StepArguments arguments) {
        return stepBack(StepKind.OUT, arguments);
    }

    private CompletableFuture<PositionEvent> stepBack(StepKind kind, StepArguments arguments) {
        return travel(session -> Steps.make(session, kind, Direction.BACKWARD,
                arguments.threadId() == null ? session.stop().thread() : Threads.fromClient(arguments.threadId())));
    }

    /** Arguments of {@code backstep/runTo}. @param direction {@code forward} (if missing) or {@code backward} */
    record RunToArguments(String source, String className, Integer line, String direction) { }

    @JsonRequest("backstep/runTo")
    CompletableFuture<PositionEvent> runTo(RunToArguments arguments) {
        if (arguments.line() == null) {
            throw Trouble.WRONG_ARGUMENTS.exception("Give the line.");
        }
        Direction direction = "backward".equals(arguments.direction()) ? Direction.BACKWARD : Direction.FORWARD;
        return conversation.look(session -> Places.find(conversation, session, arguments.source(), arguments.className(), arguments.line()))
                .thenCompose(line -> travel(session -> session.motions().runTo(line, direction)));
    }

    /** What gave a variable its present value; if wanted, goes there. The answer has no write if there was none that could be seen. */
    @JsonRequest("backstep/lastWrite")
    CompletableFuture<LastWrite> lastWrite(VariableArguments arguments) {
        CompletableFuture<Optional<Write>> found = conversation.query(session ->
                Variables.find(conversation, session, arguments), (session, variable) -> variable.lastWrite(session));
        if (!Boolean.TRUE.equals(arguments.go())) {
            return found.thenApply(LastWrite::of);
        }
        return found.thenCompose(write -> write.isEmpty() ? CompletableFuture.completedFuture(LastWrite.of(write))
                : travel(session -> session.motions().seek(new Target.At(write.get().position()))).thenApply(stop -> LastWrite.of(write)));
    }

    /** Answer of {@code backstep/lastWrite}. */
    record LastWrite(Answers.WriteAnswer write) {
        static LastWrite of(Optional<Write> write) {
            return new LastWrite(write.map(Answers.WriteAnswer::of).orElse(null));
        }
    }

    @JsonRequest("backstep/endDiversion")
    CompletableFuture<PositionEvent> endDiversion() {
        return travel(session -> session.motions().endDiversion());
    }

    private CompletableFuture<PositionEvent> travel(Motion motion) {
        return conversation.mover().travel(motion).thenApply(stop -> StopReport.event(conversation.stage().session(), stop));
    }
}
