package dev.backstep.dap;

import dev.backstep.replay.session.ReplaySession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A session of this process that several clients may look at. It stays open when they leave.
 *
 * @param token what a client must know to be let in
 */
public record ServedSession(ReplaySession session, String token) {
    /** Takes equally long whatever is wrong. */
    public boolean admits(String given) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ServedSession[" + session.recording() + "]";
    }
}
