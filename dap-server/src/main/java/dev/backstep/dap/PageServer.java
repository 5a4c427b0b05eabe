package dev.backstep.dap;

import dev.backstep.replay.session.ReplaySession;
import java.io.IOException;
import java.net.URI;

/** Shows a session in the browser as well. */
public interface PageServer {
    /** @return the address of the page, with what lets a browser in. The same one each time for the same session */
    URI serve(ReplaySession session) throws IOException;
}
