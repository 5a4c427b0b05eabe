package dev.backstep.dap.custom;

import dev.backstep.dap.PageServer;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.wire.Trouble;
import java.io.IOException;
import java.net.URI;
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

    /** Arguments of {@code backstep/serve}. @param proxied where the browser finds the page, if not at our address; may be null */
    record Wish(String proxied) { }

    /** Answer of {@code backstep/serve}. */
    record Page(String url) { }

    @JsonRequest("backstep/serve")
    CompletableFuture<Page> serve(Wish wish) {
        PageServer server = page.orElseThrow(() -> Trouble.SESSION.exception("There is no page for the browser in this build."));
        Optional<String> proxied = Optional.ofNullable(wish).map(Wish::proxied);
        return conversation.query(session -> {
            try {
                return new Page(server.serve(session, proxied.map(URI::create)).toString());
            } catch (IllegalArgumentException e) {
                throw Trouble.WRONG_ARGUMENTS.exception("The attribute 'proxied' must be the address of a page.");
            } catch (IOException e) {
                throw Trouble.SESSION.exception("The page could not be served: " + e.getMessage());
            }
        });
    }
}
