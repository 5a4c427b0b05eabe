package dev.backstep.record;

/** A {@code java} command that java itself would refuse; java's own message is better than ours, so it is run to say it. */
final class JavaCommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JavaCommandException(String message) {
        super(message);
    }
}
