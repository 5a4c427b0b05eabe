package dev.backstep.web.api;

import dev.backstep.recording.RecordingMetadata;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.web.json.Fields;
import dev.backstep.web.json.StopJson;
import dev.backstep.web.served.ServedSession;
import dev.backstep.web.served.ServedSessions;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;

/** What is open, and of what. */
final class SessionRoutes {
    private final ServedSessions sessions;

    SessionRoutes(ServedSessions sessions) {
        this.sessions = sessions;
    }

    List<Route> table() {
        return List.of(
                Route.get("/sessions", this::list),
                Route.post("/sessions", this::create),
                Route.get(Api.SESSION, this::describe),
                Route.delete(Api.SESSION, this::end));
    }

    private void list(Context context) {
        context.json(Asked.list("sessions", sessions.all().stream()
                .map(session -> Fields.of("id", session.id()).and("viewers", session.viewers().number()).map())
                .toList()));
    }

    private void create(Context context) {
        context.status(HttpStatus.CREATED).json(Map.of("id", sessions.create().id()));
    }

    private void describe(Context context) {
        ServedSession served = sessions.find(context.pathParam("session"));
        context.json(served.ask(session -> Fields.of("id", served.id())
                .and("viewers", served.viewers().number())
                .and("stop", StopJson.of(session.stop()))
                .and("recording", recording(session))
                .map()));
    }

    /** The environment is left out: it may hold secrets, and the page has no use for it. */
    private static Map<String, Object> recording(ReplaySession session) {
        RecordingMetadata metadata = session.metadata();
        return Fields.of("name", session.recording().getFileName().toString())
                .and("program", metadata.target().name())
                .and("commandLine", metadata.commandLine())
                .and("workingDirectory", metadata.workingDirectory())
                .and("jdk", metadata.jdkVersion())
                .and("host", metadata.host())
                .and("user", metadata.user())
                .and("startedAtMillis", metadata.startedAtMillis())
                .map();
    }

    private void end(Context context) {
        sessions.end(context.pathParam("session"));
        context.status(HttpStatus.NO_CONTENT);
    }
}
