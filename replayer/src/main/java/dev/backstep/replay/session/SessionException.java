package dev.backstep.replay.session;

/** Something that a session cannot do; the message is a sentence for the user that says why and what to do. */
public class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SessionException(String message) {
        super(message);
    }

    public SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
