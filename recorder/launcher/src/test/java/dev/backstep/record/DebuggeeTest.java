package dev.backstep.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sun.misc.Signal;

class DebuggeeTest {
    @TempDir
    private Path folder;

    private static int run(String script) throws IOException {
        try (Debuggee debuggee = Debuggee.start(List.of("sh", "-c", script), Redirect.DISCARD, DebuggeeStarter.USUAL, Path.of(""))) {
            return debuggee.waitForEnd();
        }
    }

    @Test
    void exitStatusIsThatOfTheProgramOr128PlusItsSignal() throws IOException {
        assertEquals(7, run("exit 7"));
        assertEquals(128 + 9, run("kill -KILL $$"));
    }

    @Test
    void signalsReachTheProgram() throws Exception {
        for (String name : List.of("TERM", "USR1")) {    // not HUP, which is ignored under nohup
            Path ready = folder.resolve(name);
            String script = "trap 'exit 42' " + name + "; : >" + ready + "; while :; do sleep 0.05; done";
            try (Debuggee debuggee = Debuggee.start(List.of("sh", "-c", script), Redirect.DISCARD, DebuggeeStarter.USUAL, Path.of(""))) {
                while (!Files.exists(ready)) {
                    Thread.sleep(10);
                }
                Signal.raise(new Signal(name));
                assertEquals(42, debuggee.waitForEnd(), name);
            }
        }
    }

    @Test
    void programThatCannotBeStartedIsAnError() {
        assertThrows(IOException.class,
                () -> Debuggee.start(List.of(folder.resolve("none").toString()), Redirect.DISCARD, DebuggeeStarter.USUAL, Path.of("")));
    }
}
