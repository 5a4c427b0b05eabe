package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayProcessTest {
    @Test
    void statusIsThatOfTheProcess() throws IOException {
        try (ReplayProcess process = new ReplayProcess()) {
            process.start(new ProcessBuilder("sh", "-c", "exit 7")::start);
            assertEquals(Optional.of(7), process.await(Optional.of(Duration.ofMinutes(1))));
        }
    }

    @Test
    void processAndFolderAreGoneWhenItIsClosed() throws IOException {
        Path folder;
        long processCount = ProcessHandle.current().children().count();
        try (ReplayProcess process = new ReplayProcess()) {
            folder = process.folder().path();
            process.start(new ProcessBuilder("sleep", "1000")::start);
            assertEquals(Optional.empty(), process.await(Optional.of(Duration.ofMillis(1))));
        }
        assertFalse(Files.exists(folder));
        assertEquals(processCount, ProcessHandle.current().children().count());
    }

    @Test
    void nothingStartsAfterTheEnd() throws IOException {
        ReplayProcess process = new ReplayProcess();
        process.close();
        process.close();
        assertThrows(IOException.class, () -> process.start(new ProcessBuilder("sleep", "1000")::start));
    }
}
