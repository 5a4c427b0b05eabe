package dev.backstep.web.api;

import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import dev.backstep.web.json.Fields;
import dev.backstep.web.json.StopJson;
import dev.backstep.web.served.NoSuchSessionException;
import dev.backstep.web.served.TooManyException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;

/** The one table from exceptions to statuses. Every refusal is {@code {"kind": ..., "error": "one sentence"}}. */
public final class Failures {
    private static final System.Logger LOGGER = System.getLogger("dev.backstep.web");

    private Failures() { }

    public static void register(RoutesConfig routes) {
        routes.exception(DivergedException.class, (e, context) -> context.status(HttpStatus.CONFLICT)
                .json(Fields.of("kind", "diverged").and("error", e.getMessage()).and("divergence", StopJson.of(e.divergence())).map()));
        routes.exception(SessionException.class, (e, context) -> answer(context, HttpStatus.CONFLICT, "session", e.getMessage()));
        routes.exception(NoSuchSessionException.class, (e, context) -> answer(context, HttpStatus.NOT_FOUND, "ended", e.getMessage()));
        routes.exception(TooManyException.class,
                (e, context) -> answer(context, HttpStatus.TOO_MANY_REQUESTS, "limit", e.getMessage()));
        routes.exception(HttpResponseException.class, (e, context) -> refused(context, e));
        routes.exception(IOException.class, (e, context) -> answer(context, HttpStatus.CONFLICT, "file", e.getMessage()));
        routes.exception(Exception.class, Failures::internal);
    }

    private static void refused(Context context, HttpResponseException e) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        String sentence = status == HttpStatus.CONTENT_TOO_LARGE ? "the request is too large" : e.getMessage();
        answer(context, status, "refused", sentence);
    }

    private static void internal(Exception e, Context context) {
        LOGGER.log(System.Logger.Level.ERROR, context.method() + " " + context.path(), e);
        answer(context, HttpStatus.INTERNAL_SERVER_ERROR, "internal",
                "internal error (" + e.getClass().getSimpleName() + "); the terminal of 'backstep serve' says more");
    }

    private static void answer(Context context, HttpStatus status, String kind, String sentence) {
        context.status(status).json(Fields.of("kind", kind).and("error", sentence).map());
    }
}
