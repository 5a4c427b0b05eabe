package dev.backstep.dap.wire;

import dev.backstep.recording.RecordingException;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/** The one place where exceptions become responses. */
public final class Errors {
    private static final Logger LOG = System.getLogger("dev.backstep.dap");

    private Errors() { }

    /** The response for whatever a handler threw. */
    public static ResponseError of(Throwable failure) {
        return switch (cause(failure)) {
            case ResponseErrorException e -> e.getResponseError();
            case CancellationException _ -> Trouble.CANCELLED.error("");
            case DivergedException e -> Trouble.DIVERGED.error(e.getMessage());
            case SessionException e -> Trouble.SESSION.error(e.getMessage());
            case RecordingException e -> Trouble.NOT_OPENED.error(e.getMessage());
            case NoSuchFileException e -> Trouble.NOT_OPENED.error(e.getFile() + ": no such file");
            case AccessDeniedException e -> Trouble.NOT_OPENED.error(e.getFile() + ": permission denied");
            case IOException e -> Trouble.NOT_OPENED.error(e.getMessage() == null ? e.toString() : e.getMessage());
            case Throwable e -> {
                LOG.log(Level.DEBUG, "a request failed", e);
                yield Trouble.INTERNAL.error(e.toString());
            }
        };
    }

    /** One sentence for the user. */
    public static String text(Throwable failure) {
        ResponseError error = of(failure);
        if (error.getData() instanceof Map<?, ?> data && data.get("error") instanceof org.eclipse.lsp4j.debug.Message message) {
            return message.getFormat().replace("{detail}", message.getVariables().get("detail"));
        }
        return error.getMessage();
    }

    /** Gives the errors that lsp4j makes by itself the shape that the protocol wants, and takes stack traces out of them. */
    static MessageConsumer inShape(MessageConsumer next) {
        return message -> {
            if (message instanceof ResponseMessage response && response.getError() != null) {
                ResponseError error = response.getError();
                if (error.getCode() == ResponseErrorCode.RequestCancelled.getValue()) {
                    response.setError(Trouble.CANCELLED.error(""));
                } else if (error.getCode() == ResponseErrorCode.MethodNotFound.getValue()) {
                    response.setError(Trouble.UNKNOWN_REQUEST.error(error.getMessage().replaceFirst(".*: ", "")));
                } else if (!(error.getData() instanceof Map<?, ?> data && data.containsKey("error"))) {
                    response.setError(Trouble.WRONG_ARGUMENTS.error(error.getMessage()));
                }
            }
            next.consume(message);
        };
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
