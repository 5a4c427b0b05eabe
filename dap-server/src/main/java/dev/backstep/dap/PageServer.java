package dev.backstep.dap;

import dev.backstep.replay.session.ReplaySession;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Shows a session in the browser as well. */
public interface PageServer {
    /**
     * @param session to show
     * @param proxied the address of the page as the browser sees it, if something stands between; requests by that name are answered then
     * @return the address of the page, with what lets a browser in. The same one each time for the same session
     * @throws IllegalArgumentException if the address cannot be one
     */
    URI serve(ReplaySession session, Optional<URI> proxied) throws IOException;
}
