package dev.backstep.dap.custom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.dap.custom.Bookmarks.Bookmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookmarksTest {
    @TempDir
    Path folder;

    private Bookmarks bookmarks() {
        return Bookmarks.beside(folder.resolve("a.backstep"));
    }

    private Path file() {
        return folder.resolve("a.backstep-notes.json");
    }

    @Test
    void areInOrderOfPositionAndOursAlone() throws IOException {
        assertEquals(List.of(), bookmarks().all());
        bookmarks().add(900, 0, "later", "A.a:1");
        Bookmark first = bookmarks().add(5, 1, "\"first\" <ä>", "");
        assertEquals(List.of("\"first\" <ä>", "later"), bookmarks().all().stream().map(Bookmark::note).toList());
        assertEquals("t=5", first.position());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertTrue(bookmarks().remove(first.id()).isPresent());
        assertTrue(bookmarks().remove(first.id()).isEmpty());
        assertEquals(1, bookmarks().all().size());
    }

    @Test
    void whatOthersWroteThereStays() throws IOException {
        Files.writeString(file(), "{\"version\": 1, \"colour\": \"red\", \"notes\": [{\"id\": 4, \"step\": 3, \"title\": \"x\", \"text\": \"long\", \"tags\": [1]}]}");
        assertEquals(5, bookmarks().add(1, 0, "mine", "").id());
        String written = Files.readString(file());
        assertTrue(written.contains("colour") && written.contains("tags") && written.contains("long"), written);
    }

    @Test
    void fileThatIsNoneIsLeftAlone() throws IOException {
        for (String content : new String[] {"", "[]", "{", "{\"version\": 1}", "{\"version\": 1, \"notes\": [3]}", "{\"version\": 9, \"notes\": []}"}) {
            Files.writeString(file(), content);
            assertThrows(IOException.class, () -> bookmarks().all(), content);
            assertThrows(IOException.class, () -> bookmarks().add(1, 0, "", ""), content);
            assertEquals(content, Files.readString(file()));
        }
    }
}
