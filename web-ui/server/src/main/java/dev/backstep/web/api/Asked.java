package dev.backstep.web.api;

import dev.backstep.web.served.ServedSession;
import dev.backstep.web.served.ServedSessions;
import io.javalin.http.Context;
import java.util.Map;

/** Finds the session that a request is about. */
record Asked(ServedSessions sessions) {
    ServedSession session(Context context) {
        return sessions.find(context.pathParam("session"));
    }

    /** Asks the session and answers with JSON. */
    void answer(Context context, ServedSession.Question<?> question) {
        context.json(session(context).ask(question));
    }

    /** Lists are answered in an object, so that fields can be added beside them later. */
    static Map<String, Object> list(String name, java.util.List<?> elements) {
        return Map.of(name, elements);
    }
}
