package dev.backstep.dap.custom;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The bookmarks of a recording, in the file {@code NAME.backstep-notes.json} beside it, which the web page uses, too. It is read before
 * each answer and replaced as a whole, mode 0600. What we do not understand in it stays.
 */
public final class Bookmarks {
    private static final int VERSION = 1;
    private static final int MOST = 1_000;
    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path file;

    private Bookmarks(Path file) {
        this.file = file;
    }

    /** A position with a few words. @param place line of code, for people; may be empty */
    public record Bookmark(long id, String position, String note, String place) { }

    public static Bookmarks beside(Path recording) {
        String name = recording.getFileName().toString();
        return new Bookmarks(recording.resolveSibling((name.endsWith(".backstep") ? name : name + ".backstep") + "-notes.json"));
    }

    /** In order of position. @throws IOException if the file cannot be read or understood */
    public List<Bookmark> all() throws IOException {
        List<JsonObject> notes = new ArrayList<>(notes(read()));
        notes.sort(Comparator.<JsonObject>comparingLong(note -> number(note, "step")).thenComparingLong(note -> number(note, "id")));
        return notes.stream().map(Bookmarks::bookmark).toList();
    }

    public Bookmark add(long step, int thread, String note, String place) throws IOException {
        JsonObject whole = read();
        List<JsonObject> notes = notes(whole);
        if (notes.size() >= MOST) {
            throw new IOException("there are " + MOST + " bookmarks already; remove some first");
        }
        JsonObject added = new JsonObject();
        added.addProperty("id", notes.stream().mapToLong(each -> number(each, "id")).max().orElse(0) + 1);
        added.addProperty("step", step);
        added.addProperty("thread", thread);
        added.addProperty("title", note);
        added.addProperty("text", "");
        added.addProperty("place", place);
        added.addProperty("createdAtMillis", System.currentTimeMillis());
        whole.getAsJsonArray("notes").add(added);
        write(whole);
        return bookmark(added);
    }

    /** @return the one that was removed; empty if there is none of that id */
    public Optional<Bookmark> remove(long id) throws IOException {
        JsonObject whole = read();
        JsonArray notes = whole.getAsJsonArray("notes");
        for (JsonObject note : notes(whole)) {
            if (number(note, "id") == id) {
                notes.remove(note);
                write(whole);
                return Optional.of(bookmark(note));
            }
        }
        return Optional.empty();
    }

    private JsonObject read() throws IOException {
        if (!Files.exists(file)) {
            JsonObject empty = new JsonObject();
            empty.addProperty("version", VERSION);
            empty.add("notes", new JsonArray());
            return empty;
        }
        try {
            JsonObject whole = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            if (number(whole, "version") > VERSION) {
                throw new IOException(file + " is from a newer version of Backstep: update, or move it away");
            }
            notes(whole);
            return whole;
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new IOException(file + " does not hold bookmarks of Backstep: mend it, or move it away", e);
        }
    }

    private static List<JsonObject> notes(JsonObject whole) {
        if (!(whole.get("notes") instanceof JsonArray notes)) {
            throw new IllegalStateException("no notes");
        }
        return notes.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    private static Bookmark bookmark(JsonObject note) {
        return new Bookmark(number(note, "id"), "t=" + number(note, "step"), text(note, "title"), text(note, "place"));
    }

    private static long number(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsLong() : 0;
    }

    private static String text(JsonObject json, String name) {
        return json.has(name) ? json.get(name).getAsString() : "";
    }

    private void write(JsonObject whole) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".notes-", ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(part, JSON.toJson(whole) + "\n");
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {       // some network file systems
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
