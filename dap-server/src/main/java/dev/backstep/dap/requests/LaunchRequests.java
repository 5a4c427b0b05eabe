package dev.backstep.dap.requests;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.backstep.dap.launch.Beginning;
import dev.backstep.dap.launch.Start;
import dev.backstep.dap.launch.Starts;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Target;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Starts what the client wants to debug, and starts it again. */
public final class LaunchRequests {
    private final Conversation conversation;
    private final Beginning beginning;
    private Start start;
    private CompletableFuture<Void> launched;

    public LaunchRequests(Conversation conversation, Beginning beginning) {
        this.conversation = conversation;
        this.beginning = beginning;
    }

    @JsonRequest
    CompletableFuture<Void> launch(JsonObject arguments) {
        return configure(Starts.ofLaunch(arguments));
    }

    /** Remote sessions have been handed over before ({@link AttachRequests}). */
    CompletableFuture<Void> join(Start.Join wanted) {
        return configure(wanted);
    }

    /** The client sends its breakpoints now; the answer comes when it is known whether the launch works. */
    private CompletableFuture<Void> configure(Start wanted) {
        Phase phase = conversation.stage().phase();
        if (!conversation.stage().advance(Phase.GREETED, Phase.CONFIGURING)) {
            throw phase == Phase.NEW
                    ? Trouble.WRONG_ARGUMENTS.exception("Send initialize first.") : Trouble.STARTED_ALREADY.exception();
        }
        start = wanted;
        launched = new CompletableFuture<>();
        conversation.events().send(client -> client.initialized());
        return launched;
    }

    @JsonRequest
    CompletableFuture<Void> configurationDone(ConfigurationDoneArguments arguments) {
        if (conversation.stage().phase() != Phase.CONFIGURING) {
            throw Trouble.NOT_STARTED.exception();
        }
        conversation.requests().afterResponse(() -> beginning.begin(start, launched));
        return CompletableFuture.completedFuture(null);
    }

    /** A program is recorded anew; a recording is gone to its start. */
    @JsonRequest
    CompletableFuture<Void> restart(JsonObject request) {
        JsonElement arguments = request.get("arguments");
        if (start instanceof Start.Run && arguments != null && arguments.isJsonObject() && arguments.getAsJsonObject().has("type")) {
            start = Starts.ofLaunch(arguments.getAsJsonObject());
        }
        if (!(start instanceof Start.Run)) {
            return conversation.mover().start(session -> session.motions().seek(new Target.Start()));
        }
        Phase phase = conversation.stage().phase();
        if (phase != Phase.STANDING && phase != Phase.MOVING && phase != Phase.RECORDING) {
            throw Trouble.NOT_STARTED.exception();
        }
        conversation.requests().afterResponse(() -> {
            beginning.abandon();
            conversation.ids().forget();
            conversation.stage().release(Phase.CONFIGURING);
            beginning.begin(start, new CompletableFuture<>());
        });
        return CompletableFuture.completedFuture(null);
    }
}
