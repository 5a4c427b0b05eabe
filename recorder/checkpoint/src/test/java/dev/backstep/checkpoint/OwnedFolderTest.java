package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedFolderTest {
    @TempDir
    private Path parent;

    @Test
    void abandonedFoldersGoWhenAnotherIsMade() throws IOException {
        Path abandoned = old("pages-killed");
        Path withoutLock = old("pages-early");
        Files.delete(withoutLock.resolve("lock"));
        age(withoutLock);
        Path other = old("other");
        try (OwnedFolder made = OwnedFolder.create(parent, "pages-")) {
            assertTrue(Files.isDirectory(made.path()));
        }
        assertFalse(Files.exists(abandoned));
        assertFalse(Files.exists(withoutLock));
        assertTrue(Files.exists(other));
    }

    @Test
    void foldersInUseAndYoungOnesStay() throws IOException {
        Path young = old("pages-young");
        Files.setLastModifiedTime(young, FileTime.from(Instant.now()));
        try (OwnedFolder used = OwnedFolder.create(parent, "pages-")) {
            age(used.path());
            OwnedFolder.create(parent, "pages-").close();
            assertTrue(Files.exists(used.path()));
            assertTrue(Files.exists(young));
        }
    }

    private Path old(String name) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("lock"), "");
        Files.writeString(folder.resolve("pages-0"), "page");
        age(folder);
        return folder;
    }

    private static void age(Path folder) throws IOException {
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }
}
