package dev.backstep.web.notes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All notes of a recording, in order of position. Each change is on disk when the call returns. */
public final class Notes {
    public static final int MOST = 1000;
    public static final int LONGEST_TEXT = 20_000;

    private final Path recording;
    private final NotesFile file;
    private final List<Note> notes = new ArrayList<>();      // protected by this, as is stamp
    private String stamp = "";

    private Notes(Path recording, NotesFile file) {
        this.recording = recording;
        this.file = file;
    }

    /** @throws IOException if there are notes already and they cannot be read */
    public static Notes beside(Path recording) throws IOException {
        Notes notes = new Notes(recording, NotesFile.beside(recording));
        notes.refresh();
        return notes;
    }

    /** Takes over what somebody else wrote meanwhile. */
    private void refresh() throws IOException {
        String now = file.stamp();
        if (!now.equals(stamp)) {
            List<Note> read = file.read();
            notes.clear();
            notes.addAll(read);
            stamp = now;
        }
    }

    public synchronized List<Note> all() throws IOException {
        refresh();
        return notes.stream().sorted(Comparator.comparingLong(Note::step).thenComparingLong(Note::id)).toList();
    }

    /** @param note whose id is replaced by a new one. @throws IOException also if there are too many */
    public synchronized Note add(Note note) throws IOException {
        refresh();
        if (notes.size() >= MOST) {
            throw new IOException("there are " + MOST + " notes already; remove some first");
        }
        long id = notes.stream().mapToLong(Note::id).max().orElse(0) + 1;
        Note added = new Note(id, note.step(), note.thread(), note.title(), note.text(), note.place(), note.createdAtMillis());
        List<Note> next = new ArrayList<>(notes);
        next.add(added);
        replace(next);
        return added;
    }

    /** Gives a note other words. @return empty if there is none of that id */
    public synchronized Optional<Note> change(long id, String title, String text) throws IOException {
        refresh();
        Optional<Note> old = notes.stream().filter(note -> note.id() == id).findFirst();
        if (old.isEmpty()) {
            return Optional.empty();
        }
        Note is = old.get();
        Note changed = new Note(id, is.step(), is.thread(), title, text, is.place(), is.createdAtMillis());
        List<Note> next = new ArrayList<>(notes);
        next.replaceAll(note -> note.id() == id ? changed : note);
        replace(next);
        return Optional.of(changed);
    }

    /** @return whether there was one */
    public synchronized boolean remove(long id) throws IOException {
        refresh();
        List<Note> next = new ArrayList<>(notes);
        boolean removed = next.removeIf(note -> note.id() == id);
        if (removed) {
            replace(next);
        }
        return removed;
    }

    private void replace(List<Note> next) throws IOException {
        file.write(next);
        notes.clear();
        notes.addAll(next);
        stamp = file.stamp();
    }

    /** All notes as a document for people. */
    public String toMarkdown() throws IOException {
        return NotesMarkdown.of(recording.getFileName().toString(), all());
    }
}
