package dev.backstep.web.api;

import dev.backstep.web.notes.Notes;
import dev.backstep.web.served.ServedSessions;
import io.javalin.config.RoutesConfig;
import java.util.ArrayList;
import java.util.List;

/** All routes. */
public final class Api {
    public static final String PREFIX = "/api/v1";
    static final String SESSION = "/sessions/{session}";

    private final ServedSessions sessions;
    private final Notes notes;

    public Api(ServedSessions sessions, Notes notes) {
        this.sessions = sessions;
        this.notes = notes;
    }

    public void register(RoutesConfig routes) {
        for (Route route : table()) {
            routes.addHttpHandler(route.method(), PREFIX + route.path(), route.handler());
        }
        routes.ws(PREFIX + SESSION + "/live", new LiveRoute(sessions));
    }

    List<Route> table() {
        Asked asked = new Asked(sessions);
        List<Route> table = new ArrayList<>();
        table.add(Route.get("/first-look", new FirstLookRoute(sessions)));
        table.addAll(new SessionRoutes(sessions).table());
        table.addAll(new MotionRoutes(asked).table());
        table.addAll(new BreakpointRoutes(asked).table());
        table.addAll(new StateRoutes(asked).table());
        table.addAll(new SourceRoutes(asked).table());
        table.addAll(new QueryRoutes(asked).table());
        table.addAll(new NoteRoutes(notes, sessions).table());
        table.add(Route.get("/openapi.json", OpenApi::answer));
        return table;
    }
}
