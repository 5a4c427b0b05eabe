package dev.backstep.dap.wire;

import java.util.Map;
import java.util.Set;
import org.eclipse.lsp4j.debug.Message;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;

/**
 * The table of errors that a client may meet. Their ids are part of our interface: they stay, new ones may join. The name of the
 * constant, in small letters, is the short {@code message} of the response; {@link #format} is what the user reads.
 */
public enum Trouble {
    INTERNAL(1000, "Internal error: {detail}. The log on standard error says more with --log=dap:debug; please report it."),
    WRONG_ARGUMENTS(1001, "{detail}"),
    UNKNOWN_REQUEST(1002, "There is no request '{detail}'."),
    CANCELLED(1003, "The request was cancelled."),
    NOT_ALLOWED(1004, "{detail}"),
    NOT_STARTED(2000, "There is no session yet: send launch or attach, then configurationDone."),
    STARTED_ALREADY(2001, "This session is started already; disconnect and start another."),
    RECORDING_STILL(2002, "The program is being recorded. Pause stops it where it is; then you can look at it and go back."),
    MOVING(2003, "The session is on its way. Pause it, or wait until it stops."),
    STALE_ID(2004, "The {detail} belongs to an earlier stop; ask for it again."),
    ENDED(2005, "The session is over."),
    NOT_RECORDED(2006, "{detail}"),
    NOT_OPENED(2007, "{detail}"),
    UNREACHABLE(2008, "{detail}"),
    SESSION(3000, "{detail}"),
    DIVERGED(3001, "{detail}"),
    UNKNOWN_COMMAND(3002, "There is no command ':{detail}'; :help lists them.");

    /** What a client meets that asks while another one moves the session: the next stop settles it, and people need not read it. */
    private static final Set<Trouble> PASSING = Set.of(CANCELLED, MOVING, STALE_ID);

    private final int id;
    private final String format;

    Trouble(int id, String format) {
        this.id = id;
        this.format = format;
    }

    /** The response for this error. */
    public ResponseErrorException exception() {
        return exception("");
    }

    /** @param detail takes its place in the text */
    public ResponseErrorException exception(String detail) {
        return new ResponseErrorException(error(detail));
    }

    /** What the user reads. */
    public String text(String detail) {
        return format.replace("{detail}", detail);
    }

    ResponseError error(String detail) {
        Message message = new Message();
        message.setId(id);
        message.setFormat(format);
        message.setVariables(Map.of("detail", detail));
        message.setShowUser(!PASSING.contains(this));
        return new ResponseError(this == CANCELLED ? ResponseErrorCode.RequestCancelled : ResponseErrorCode.RequestFailed,
                shortName(), Map.of("error", message));
    }

    private String shortName() {
        return switch (this) {
            case MOVING, RECORDING_STILL -> "notStopped";   // as the protocol has it
            default -> name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
    }
}
