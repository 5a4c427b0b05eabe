package dev.backstep.web.api;

import dev.backstep.replay.session.Position;
import dev.backstep.web.json.QueryJson;
import dev.backstep.web.json.StopJson;
import dev.backstep.web.timeline.TimelineBytes;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;

/** Questions about the whole recording. */
final class QueryRoutes {
    /** Marks of one lane that a page can draw smoothly; above, it asks for parts. */
    private static final int MOST_MARKS = 5_000_000;
    private static final int MOST_EXPRESSIONS = 8;

    private final Asked asked;

    QueryRoutes(Asked asked) {
        this.asked = asked;
    }

    List<Route> table() {
        return List.of(
                Route.get(Api.SESSION + "/overview",
                        context -> asked.answer(context, session -> StopJson.of(session.queries().overview()))),
                Route.get(Api.SESSION + "/timeline", this::timeline),
                Route.get(Api.SESSION + "/console", this::console),
                Route.get(Api.SESSION + "/exceptions", this::exceptions),
                Route.get(Api.SESSION + "/history", this::history),
                Route.post(Api.SESSION + "/hits", this::hits),
                Route.get(Api.SESSION + "/checkpoints", context -> asked.answer(context,
                        session -> Asked.list("checkpoints", session.queries().checkpoints().stream().map(QueryJson::of).toList()))),
                Route.post(Api.SESSION + "/checkpoints", this::takeCheckpoint));
    }

    private void timeline(Context context) {
        Parameters parameters = new Parameters(context);
        Position from = new Position(parameters.number("from", 0));
        Position to = new Position(parameters.number("to", Long.MAX_VALUE));
        int most = parameters.small("most", 4096, MOST_MARKS);
        if (to.compareTo(from) < 0 || most == 0) {
            throw new BadRequestResponse("'to' must not be before 'from', and 'most' not 0");
        }
        byte[] bytes = asked.session(context)
                .ask(session -> TimelineBytes.of(session.queries().overview(), session.queries().timeline(from, to, most), parameters.flag("texts", false)));
        context.contentType(TimelineBytes.MEDIA_TYPE).result(bytes);
    }

    private void console(Context context) {
        Parameters parameters = new Parameters(context);
        asked.answer(context, session -> Asked.list("lines", session.queries().console(parameters.first(), parameters.most()).stream()
                .map(QueryJson::of).toList()));
    }

    private void exceptions(Context context) {
        Parameters parameters = new Parameters(context);
        asked.answer(context, session -> Asked.list("exceptions",
                session.queries().exceptions(parameters.first(), parameters.most()).stream().map(QueryJson::of).toList()));
    }

    private void history(Context context) {
        Parameters parameters = new Parameters(context);
        asked.answer(context, session -> Asked.list("writes",
                session.queries().history(parameters.id("container"), parameters.text("name"), parameters.most()).stream()
                        .map(QueryJson::of).toList()));
    }

    private void hits(Context context) {
        Body body = Body.of(context);
        List<String> expressions = body.texts("expressions");
        if (expressions.size() > MOST_EXPRESSIONS) {
            throw new BadRequestResponse("at most " + MOST_EXPRESSIONS + " expressions at once");
        }
        int first = body.small("first", 0);
        int most = Math.min(body.small("most", 1000), Parameters.MOST);
        if (first < 0 || most < 0) {
            throw new BadRequestResponse("'first' and 'most' must not be negative");
        }
        asked.answer(context, session -> Asked.list("hits",
                session.queries().hits(body.location(), expressions, first, most).stream().map(QueryJson::of).toList()));
    }

    private void takeCheckpoint(Context context) {
        String label = Body.of(context).text("label", "");
        context.status(HttpStatus.CREATED);
        asked.answer(context, session -> QueryJson.of(session.queries().takeCheckpoint(label)));
    }
}
