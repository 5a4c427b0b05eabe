package dev.backstep.dap;

import java.util.List;
import java.util.Optional;

/**
 * What a server needs from its surroundings.
 *
 * @param opener for recordings that clients ask for
 * @param backstep the command by which programs are recorded, before {@code record}
 * @param page shows a session in the browser; empty if this build cannot
 * @param served a session that clients may attach to; empty if there is none
 */
public record DapOptions(SessionOpener opener, List<String> backstep, Optional<PageServer> page,
        Optional<ServedSession> served) {
    public DapOptions {
        backstep = List.copyOf(backstep);
    }

    public DapOptions serving(ServedSession session) {
        return new DapOptions(opener, backstep, page, Optional.of(session));
    }
}
