package dev.backstep.web.served;

/** A limit on what clients may use up is reached. */
public final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyException(String message) {
        super(message);
    }
}
