package dev.backstep.dap.custom;

import dev.backstep.dap.PageServer;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/** The same session as a page in the browser, which follows and can be followed. */
public final class PageRequests {
    private final Conversation conversation;
    private final Optional<PageServer> page;

    public PageRequests(Conversation conversation, Optional<PageServer> page) {
        this.conversation = conversation;
        this.page = page;
    }

    /** Answer of {@code backstep/serve}. */
    record Page(String url) { }

    @JsonRequest("backstep/serve")
    CompletableFuture<Page> serve() {
        PageServer server = page.orElseThrow(() -> Trouble.SESSION.exception("There is no page for the browser in this build."));
        return conversation.query(session -> {
            try {
                return new Page(server.serve(session).toString());
            } catch (IOException e) {
                throw Trouble.SESSION.exception("The page could not be served: " + e.getMessage());
            }
        });
    }
}
