package dev.backstep.web.api;

import dev.backstep.replay.session.SourceView;
import dev.backstep.web.json.SourceJson;
import dev.backstep.web.served.ServedSession;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sources, and what is known of their lines. Files are named by keys that we handed out, never by paths of the client. */
final class SourceRoutes {
    private final Asked asked;

    SourceRoutes(Asked asked) {
        this.asked = asked;
    }

    List<Route> table() {
        return List.of(
                Route.get(Api.SESSION + "/sources", this::list),
                Route.get(Api.SESSION + "/sources/{source}/text", this::text),
                Route.get(Api.SESSION + "/breakable-lines", this::breakableLines),
                Route.get(Api.SESSION + "/line-counts", this::lineCounts));
    }

    /** @throws NotFoundResponse if the key is not one that we handed out */
    static String source(ServedSession served, String key) {
        String source = served.sources().find(key);
        if (source == null) {
            throw new NotFoundResponse("there is no source '" + key + "' in this session; GET .../sources lists them");
        }
        return source;
    }

    private void list(Context context) {
        ServedSession served = asked.session(context);
        context.json(served.ask(session -> Asked.list("sources", session.inspection().loadedSources().stream()
                .map(source -> json(served, source)).toList())));
    }

    private static Map<String, Object> json(ServedSession served, SourceView source) {
        return SourceJson.of(source, served.sources().of(source));
    }

    private void text(Context context) {
        int source = (int) Parameters.id("source", context.pathParam("source"));
        asked.answer(context, session -> Map.of("text", session.inspection().sourceText(source)));
    }

    private void breakableLines(Context context) {
        ServedSession served = asked.session(context);
        String source = source(served, new Parameters(context).text("source"));
        context.json(served.ask(session -> Asked.list("lines", session.inspection().breakableLines(source))));
    }

    private void lineCounts(Context context) {
        ServedSession served = asked.session(context);
        String source = source(served, new Parameters(context).text("source"));
        context.json(served.ask(session -> {
            Map<String, Object> counts = new LinkedHashMap<>();
            session.queries().lineCounts(source).forEach((line, count) -> counts.put(line.toString(), count));
            return Map.of("counts", counts);
        }));
    }
}
