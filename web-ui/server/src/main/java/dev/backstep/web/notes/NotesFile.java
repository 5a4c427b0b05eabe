package dev.backstep.web.notes;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.JSON.Feature;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file {@code NAME.backstep-notes.json}: mode 0600, and replaced as a whole, so that it is never half written. */
final class NotesFile {
    private static final int VERSION = 1;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    private NotesFile(Path file) {
        this.file = file;
    }

    static NotesFile beside(Path recording) {
        String name = recording.getFileName().toString();
        String base = name.endsWith(".backstep") ? name : name + ".backstep";
        return new NotesFile(recording.resolveSibling(base + "-notes.json"));
    }

    Path path() {
        return file;
    }

    /** Changes when the file does; others write it, too (a debug adapter). */
    String stamp() throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "";
    }

    /** @throws IOException if there is a file and it cannot be understood */
    List<Note> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        Map<String, Object> json;
        try {
            json = JSON.std.mapFrom(Files.readString(file));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw damaged(e);
        }
        if (!(json.get("version") instanceof Number version) || !(json.get("notes") instanceof List<?> list)) {
            throw damaged(null);
        }
        if (version.intValue() > VERSION) {
            throw new IOException(file + " is from a newer version of Backstep: update, or move it away");
        }
        List<Note> notes = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw damaged(null);
            }
            @SuppressWarnings("unchecked")      // keys of JSON objects are strings
            Map<String, Object> note = (Map<String, Object>) map;
            notes.add(Note.ofJson(note));
        }
        return notes;
    }

    private IOException damaged(Exception cause) {
        return new IOException(file + " does not hold notes of Backstep: mend it, or move it away", cause);
    }

    void write(List<Note> notes) throws IOException {
        String json = JSON.std.with(Feature.PRETTY_PRINT_OUTPUT)
                .asString(Map.of("version", VERSION, "notes", notes.stream().map(Note::toJson).toList()));
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".notes-", ".part",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(part, json);
            move(part);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void move(Path part) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {       // some network file systems
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
