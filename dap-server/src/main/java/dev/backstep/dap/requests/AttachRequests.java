package dev.backstep.dap.requests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.backstep.dap.launch.Start;
import dev.backstep.dap.launch.Starts;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Phase;
import dev.backstep.dap.wire.Relay;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.dap.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** Joins a session that is there: of this process, or of another one, to which the client is handed over. */
public final class AttachRequests {
    private final Conversation conversation;
    private final LaunchRequests launches;
    private final Supplier<Wire> wire;
    private final boolean serving;
    private final Runnable end;

    /** @param serving whether this process serves a session. @param end ends the conversation */
    public AttachRequests(Conversation conversation, LaunchRequests launches, Supplier<Wire> wire, boolean serving, Runnable end) {
        this.serving = serving;
        this.conversation = conversation;
        this.launches = launches;
        this.wire = wire;
        this.end = end;
    }

    @JsonRequest
    CompletableFuture<Void> attach(JsonObject arguments) {
        return switch (Starts.ofAttach(arguments)) {
            case Start.Join join -> launches.join(join);
            // A client that found us by the port says it again here.
            case Start.Remote remote when serving -> launches.join(new Start.Join(remote.token()));
            case Start.Remote remote -> relay(remote);
            case Start.Run _, Start.Open _ -> throw new IllegalStateException("attach neither runs nor opens");
        };
    }

    /** The other server answers. */
    private CompletableFuture<Void> relay(Start.Remote remote) {
        if (conversation.stage().phase() != Phase.GREETED) {
            throw Trouble.STARTED_ALREADY.exception();
        }
        try {
            Relay relay = new Relay(remote.host(), remote.port(), end);
            conversation.events().close();
            wire.get().relayTo(relay, greeting(), withoutAddress());
            return new CompletableFuture<>();
        } catch (IOException e) {
            throw Trouble.UNREACHABLE.exception("No session is served at " + remote.host() + ":" + remote.port() + " ("
                    + e.getMessage() + "); 'backstep serve' and 'backstep dap --port' serve one.");
        }
    }

    private JsonObject greeting() {
        JsonObject message = new JsonObject();
        message.addProperty("seq", 0);
        message.addProperty("type", "request");
        message.addProperty("command", "initialize");
        message.add("arguments", new Gson().toJsonTree(conversation.client().greeting()));
        return message;
    }

    private JsonObject withoutAddress() {
        JsonObject message = JsonParser.parseString(new String(wire.get().presentMessage(), StandardCharsets.UTF_8)).getAsJsonObject();
        JsonObject arguments = message.getAsJsonObject("arguments");
        arguments.remove("host");
        arguments.remove("hostName");
        arguments.remove("port");
        return message;
    }
}
