package dev.backstep.dap.wire;

import java.io.IOException;

/** What the other side sends is not the protocol; there is no way to find the next message. */
public final class MalformedFrameException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedFrameException(String message) {
        super(message);
    }
}
