package dev.backstep.web.api;

import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.web.json.SourceJson;
import dev.backstep.web.json.StateJson;
import dev.backstep.web.served.ServedSession;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the program holds at the present position. */
final class StateRoutes {
    private static final int MOST_COMPLETIONS = 100;

    private final Asked asked;

    StateRoutes(Asked asked) {
        this.asked = asked;
    }

    List<Route> table() {
        return List.of(
                Route.get(Api.SESSION + "/threads", context -> asked.answer(context,
                        session -> Asked.list("threads", session.inspection().threads().stream().map(StateJson::of).toList()))),
                Route.get(Api.SESSION + "/threads/{thread}/frames", this::frames),
                Route.get(Api.SESSION + "/threads/{thread}/exception", this::exception),
                Route.get(Api.SESSION + "/frames/{frame}/scopes", this::scopes),
                Route.get(Api.SESSION + "/parts/{container}", this::parts),
                Route.post(Api.SESSION + "/evaluate", this::evaluate),
                Route.post(Api.SESSION + "/assign", this::assign),
                Route.get(Api.SESSION + "/completions", this::completions),
                Route.get(Api.SESSION + "/locks", context -> asked.answer(context,
                        session -> Asked.list("locks", session.inspection().locks().stream().map(StateJson::of).toList()))));
    }

    private static int thread(Context context) {
        return (int) Parameters.id("thread", context.pathParam("thread"));
    }

    private void frames(Context context) {
        Parameters parameters = new Parameters(context);
        ServedSession served = asked.session(context);
        context.json(served.ask(session -> Map.of(
                "frames", session.inspection().frames(thread(context), parameters.first(), parameters.most()).stream()
                        .map(frame -> frame(served, frame)).toList(),
                "count", session.inspection().frameCount(thread(context)))));
    }

    private static Map<String, Object> frame(ServedSession served, FrameView frame) {
        return StateJson.of(frame, frame.source().map(source -> SourceJson.of(source, served.sources().of(frame, source))).orElse(null));
    }

    private void exception(Context context) {
        asked.answer(context, session -> {
            Map<String, Object> answer = new HashMap<>();
            answer.put("exception", session.inspection().exception(thread(context)).map(StateJson::of).orElse(null));
            return answer;
        });
    }

    private void scopes(Context context) {
        long frame = Parameters.id("frame", context.pathParam("frame"));
        asked.answer(context,
                session -> Asked.list("scopes", session.inspection().scopes(frame).stream().map(StateJson::of).toList()));
    }

    private void parts(Context context) {
        Parameters parameters = new Parameters(context);
        long container = Parameters.id("container", context.pathParam("container"));
        Parts which = switch (context.queryParam("which") == null ? "all" : parameters.text("which").toLowerCase(Locale.ROOT)) {
            case "all" -> Parts.ALL;
            case "named" -> Parts.NAMED;
            case "indexed" -> Parts.INDEXED;
            default -> throw new BadRequestResponse("'which' must be all, named or indexed");
        };
        asked.answer(context, session -> Asked.list("variables", session.inspection()
                .parts(container, which, parameters.first(), parameters.most(), parameters.format()).stream()
                .map(StateJson::of).toList()));
    }

    private void evaluate(Context context) {
        Body body = Body.of(context);
        asked.answer(context, session -> StateJson.of(session.inspection()
                .evaluate(body.text("expression"), body.id("frame", 0), new Parameters(context).format())));
    }

    private void assign(Context context) {
        Body body = Body.of(context);
        asked.answer(context, session -> StateJson.of(session.inspection()
                .assign(body.id("container"), body.text("name"), body.text("expression"), new Parameters(context).format())));
    }

    private void completions(Context context) {
        Parameters parameters = new Parameters(context);
        String text = parameters.text("text");
        asked.answer(context, session -> Asked.list("completions", session.inspection()
                .completions(text, parameters.small("column", text.length(), text.length()), parameters.id("frame", 0)).stream()
                .limit(MOST_COMPLETIONS).map(StateJson::of).toList()));
    }
}
