package dev.backstep.web.notes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesTest {
    @TempDir
    private Path folder;
    private Path recording;

    @BeforeEach
    void recording() {
        recording = folder.resolve("Shop.backstep");
    }

    private static Note note(long step, String title, String text) {
        return new Note(0, step, 3, title, text, "shop.PriceCache.price:18", 1_763_000_000_000L);
    }

    @Test
    void notesAreThereAgainInOrderOfPosition() throws IOException {
        Notes notes = Notes.beside(recording);
        notes.add(note(500, "later", ""));
        notes.add(note(20, "earlier", "words"));
        assertEquals(List.of("earlier", "later"), Notes.beside(recording).all().stream().map(Note::title).toList());
    }

    @Test
    void onlyTheOwnerMayReadThem() throws IOException {
        Notes.beside(recording).add(note(1, "secret", "hunter2"));
        Path file = folder.resolve("Shop.backstep-notes.json");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void nothingElseIsLeftBeside() throws IOException {
        Notes notes = Notes.beside(recording);
        for (int i = 0; i < 5; i++) {
            notes.add(note(i, "note " + i, ""));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of("Shop.backstep-notes.json"), files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void wordsChangeAndNotesGo() throws IOException {
        Notes notes = Notes.beside(recording);
        long id = notes.add(note(7, "here", "")).id();
        assertEquals("there", notes.change(id, "there", "more").orElseThrow().title());
        assertTrue(notes.change(99, "x", "").isEmpty());
        assertTrue(notes.remove(id));
        assertEquals(List.of(), Notes.beside(recording).all());
    }

    @Test
    void whatAnotherProgramWroteIsTakenOver() throws IOException {
        Notes ours = Notes.beside(recording);
        Notes theirs = Notes.beside(recording);
        ours.add(note(1, "ours", ""));
        theirs.add(note(2, "theirs", ""));
        assertEquals(List.of("ours", "theirs"), ours.all().stream().map(Note::title).toList());
    }

    @Test
    void damagedFileIsSaidAndKept() throws IOException {
        Path file = folder.resolve("Shop.backstep-notes.json");
        Files.writeString(file, "{ \"version\": 1, ");
        assertTrue(assertThrows(IOException.class, () -> Notes.beside(recording)).getMessage().contains("does not hold notes"));
        Files.writeString(file, "{\"version\": 2, \"notes\": []}");
        assertTrue(assertThrows(IOException.class, () -> Notes.beside(recording)).getMessage().contains("newer version"));
        assertEquals("{\"version\": 2, \"notes\": []}", Files.readString(file));
    }

    @Test
    void markdownHasAHeadingForEachAndNoMarkupOfTitles() throws IOException {
        Notes notes = Notes.beside(recording);
        notes.add(note(42, "a <script> in `map`\nof *things*", "It is **null** here."));
        String text = notes.toMarkdown();
        assertTrue(text.startsWith("# Notes on Shop.backstep\n"), text);
        assertTrue(text.contains("## a \\<script\\> in \\`map\\` of \\*things\\*\n"), text);
        assertTrue(text.contains("`t=42` · thread 3 · `shop.PriceCache.price:18`"), text);
        assertTrue(text.contains("\nIt is **null** here.\n"), text);
    }
}
