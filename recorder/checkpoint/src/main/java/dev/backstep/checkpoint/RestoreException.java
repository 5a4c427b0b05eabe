package dev.backstep.checkpoint;

/**
 * A checkpoint could not be made a process again. The message says what failed and what to do. Nothing is left running.
 */
public final class RestoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RestoreException(String message) {
        super(message);
    }
}
