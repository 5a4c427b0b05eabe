package dev.backstep.dap.requests;

import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.state.Steps;
import dev.backstep.dap.state.Threads;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Target;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.CancelArguments;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.ContinueResponse;
import org.eclipse.lsp4j.debug.GotoArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.PauseArguments;
import org.eclipse.lsp4j.debug.RestartFrameArguments;
import org.eclipse.lsp4j.debug.ReverseContinueArguments;
import org.eclipse.lsp4j.debug.StepBackArguments;
import org.eclipse.lsp4j.debug.StepInArguments;
import org.eclipse.lsp4j.debug.StepOutArguments;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * Motions. The smallest step is a line, so all granularities mean the same; and all threads move together, because what one does
 * depends on the others.
 */
public final class MotionRequests {
    private final Conversation conversation;
    private final Runnable pauseRecording;

    /** @param pauseRecording ends the program that is being recorded */
    public MotionRequests(Conversation conversation, Runnable pauseRecording) {
        this.conversation = conversation;
        this.pauseRecording = pauseRecording;
    }

    @JsonRequest("continue")
    CompletableFuture<ContinueResponse> resume(ContinueArguments arguments) {
        ContinueResponse response = new ContinueResponse();
        response.setAllThreadsContinued(true);
        return conversation.mover().start(session -> session.motions().resume(Direction.FORWARD)).thenApply(nothing -> response);
    }

    @JsonRequest
    CompletableFuture<Void> reverseContinue(ReverseContinueArguments arguments) {
        return conversation.mover().start(session -> session.motions().resume(Direction.BACKWARD));
    }

    @JsonRequest
    CompletableFuture<Void> next(NextArguments arguments) {
        return step(StepKind.OVER, Direction.FORWARD, arguments.getThreadId());
    }

    @JsonRequest
    CompletableFuture<Void> stepIn(StepInArguments arguments) {
        if (arguments.getTargetId() == null || arguments.getTargetId() == 0) {
            return step(StepKind.IN, Direction.FORWARD, arguments.getThreadId());
        }
        Ids.Jump jump = conversation.ids().jump(arguments.getTargetId());
        if (!(jump.target() instanceof StepInto into)) {
            throw Trouble.STALE_ID.exception("target");
        }
        return conversation.mover().start(session -> into.make(session, jump.thread()));
    }

    @JsonRequest
    CompletableFuture<Void> stepOut(StepOutArguments arguments) {
        return step(StepKind.OUT, Direction.FORWARD, arguments.getThreadId());
    }

    /** Over calls, as users expect it; into and out of calls are requests of our own. */
    @JsonRequest
    CompletableFuture<Void> stepBack(StepBackArguments arguments) {
        return step(StepKind.OVER, Direction.BACKWARD, arguments.getThreadId());
    }

    private CompletableFuture<Void> step(StepKind kind, Direction direction, int thread) {
        return conversation.mover().start(session -> Steps.make(session, kind, direction, Threads.fromClient(thread)));
    }

    @JsonRequest
    CompletableFuture<Void> restartFrame(RestartFrameArguments arguments) {
        Ids.FrameId frame = conversation.ids().frame(arguments.getFrameId());
        return conversation.mover().start(session -> FrameStart.of(session, frame).make(session));
    }

    @JsonRequest("goto")
    CompletableFuture<Void> jump(GotoArguments arguments) {
        Ids.Jump jump = conversation.ids().jump(arguments.getTargetId());
        if (!(jump.target() instanceof Target target)) {
            throw Trouble.STALE_ID.exception("target");
        }
        return conversation.mover().start(session -> session.motions().seek(target));
    }

    @JsonRequest
    CompletableFuture<Void> pause(PauseArguments arguments) {
        if (conversation.stage().phase() == Phase.RECORDING) {
            pauseRecording.run();
        } else {
            conversation.mover().pause();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Cancels a request that waits for its answer, or the long task that is shown. */
    @JsonRequest
    CompletableFuture<Void> cancel(CancelArguments arguments) {
        if (arguments.getRequestId() != null) {
            conversation.requests().cancel(arguments.getRequestId());
        }
        if (arguments.getProgressId() != null && conversation.progress().isShown(arguments.getProgressId())) {
            Phase phase = conversation.stage().phase();
            if (phase == Phase.RECORDING) {
                pauseRecording.run();
            } else if (phase == Phase.MOVING) {
                conversation.mover().pause();
            } else {
                conversation.cancelQuery();
            }
        }
        return CompletableFuture.completedFuture(null);
    }
}
