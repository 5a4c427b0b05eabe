package dev.backstep.dap.requests;

import dev.backstep.dap.launch.Beginning;
import dev.backstep.dap.launch.RunningProgram;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.TerminateArguments;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Ends things: the program that is being recorded, or the conversation. */
public final class EndingRequests {
    private final Conversation conversation;
    private final Beginning beginning;
    private final Runnable end;
    private final Runnable disconnect;

    /** @param end ends the session. @param disconnect ends the conversation with it */
    public EndingRequests(Conversation conversation, Beginning beginning, Runnable end, Runnable disconnect) {
        this.conversation = conversation;
        this.beginning = beginning;
        this.end = end;
        this.disconnect = disconnect;
    }

    /** The first one ends a program that is being recorded, and the session goes on at its end. Otherwise the session is over. */
    @JsonRequest
    CompletableFuture<Void> terminate(TerminateArguments arguments) {
        if (conversation.stage().phase() == Phase.RECORDING) {
            beginning.running().ifPresent(RunningProgram::terminate);
        } else {
            conversation.requests().afterResponse(end);
        }
        return CompletableFuture.completedFuture(null);
    }

    @JsonRequest
    CompletableFuture<Void> disconnect(DisconnectArguments arguments) {
        if (Boolean.FALSE.equals(arguments.getTerminateDebuggee())) {
            beginning.leave();
        }
        conversation.requests().afterResponse(disconnect);
        return CompletableFuture.completedFuture(null);
    }
}
