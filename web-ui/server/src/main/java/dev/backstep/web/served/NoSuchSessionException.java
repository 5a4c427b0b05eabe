package dev.backstep.web.served;

/** There is no session of that name, or not any more. */
public final class NoSuchSessionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchSessionException() {
        super("there is no such session: it has ended; open the page again");
    }
}
