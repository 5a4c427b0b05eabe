package dev.backstep.record;

/** The program was not started, because it could not have been recorded. The message says what to do. */
public final class RecordingNotStartedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RecordingNotStartedException(String message, Throwable cause) {
        super(message, cause);
    }
}
