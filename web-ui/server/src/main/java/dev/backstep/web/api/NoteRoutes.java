package dev.backstep.web.api;

import dev.backstep.web.json.Fields;
import dev.backstep.web.notes.Note;
import dev.backstep.web.notes.Notes;
import dev.backstep.web.served.ServedSessions;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.List;

/** Bookmarks and notes: of the recording, so the same in all sessions. */
final class NoteRoutes {
    private final Notes notes;
    private final ServedSessions sessions;

    NoteRoutes(Notes notes, ServedSessions sessions) {
        this.notes = notes;
        this.sessions = sessions;
    }

    List<Route> table() {
        return List.of(
                Route.get("/notes",
                        context -> context.json(Asked.list("notes", notes.all().stream().map(Note::toJson).toList()))),
                Route.post("/notes", this::add),
                Route.put("/notes/{note}", this::change),
                Route.delete("/notes/{note}", this::remove),
                Route.get("/notes.md", context -> context.contentType("text/markdown; charset=utf-8").result(notes.toMarkdown())));
    }

    private void add(Context context) throws IOException {
        Body body = Body.of(context);
        if (body.number("step") < 0) {
            throw new BadRequestResponse("'step' must not be negative");
        }
        Note note = notes.add(new Note(0, body.number("step"), body.small("thread", 0), title(body), text(body),
                body.text("place", ""), System.currentTimeMillis()));
        changed();
        context.status(HttpStatus.CREATED).json(note.toJson());
    }

    private void change(Context context) throws IOException {
        Body body = Body.of(context);
        Note note = notes.change(id(context), title(body), text(body)).orElseThrow(NoteRoutes::unknown);
        changed();
        context.json(note.toJson());
    }

    private void remove(Context context) throws IOException {
        if (!notes.remove(id(context))) {
            throw unknown();
        }
        changed();
        context.status(HttpStatus.NO_CONTENT);
    }

    private void changed() {
        sessions.all().forEach(session -> session.viewers().tell(Fields.of("type", "notes")));
    }

    private static long id(Context context) {
        return Parameters.id("note", context.pathParam("note"));
    }

    private static NotFoundResponse unknown() {
        return new NotFoundResponse("there is no such note; somebody may have removed it");
    }

    private static String title(Body body) {
        String title = body.text("title");
        if (title.isBlank() || title.length() > 200) {
            throw new BadRequestResponse("'title' must have 1 to 200 characters");
        }
        return title;
    }

    private static String text(Body body) {
        String text = body.text("text", "");
        if (text.length() > Notes.LONGEST_TEXT) {
            throw new BadRequestResponse("'text' must have at most " + Notes.LONGEST_TEXT + " characters");
        }
        return text;
    }
}
