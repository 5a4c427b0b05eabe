package dev.backstep.replay.session;

import dev.backstep.replay.Divergence;

/** Replay met another fact than the recorded one, on the way to a position. No state behind it is shown. */
public final class DivergedException extends SessionException {
    private static final long serialVersionUID = 1;

    private final transient Divergence divergence;

    public DivergedException(String message, Divergence divergence) {
        super(message);
        this.divergence = divergence;
    }

    public Divergence divergence() {
        return divergence;
    }
}
