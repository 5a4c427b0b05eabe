package dev.backstep.dap.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ProgramOutputTest {
    @RepeatedTest(20)
    void errorMessageComesAfterTheLinesThatWerePrintedBeforeIt() throws Exception {
        assertEquals("stdout:1\n2\n3\n4\nstderr:trouble\n", printed("echo 1; echo 2; echo 3; echo 4; echo trouble >&2"));
    }

    @Test
    void charactersOfManyBytesStayWhole() throws Exception {
        assertEquals("stdout:Straße €\n", printed("printf 'Stra\\303'; sleep 0.1; printf '\\237e \\342\\202'; sleep 0.1; printf '\\254\\n'"));
    }

    @Test
    void whoHoldsThePipesOpenIsNotWaitedFor() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertEquals("stdout:done\n", printed("sleep 30 & echo done")));
    }

    /** What a script printed, with the category before each run of the same. */
    private static String printed(String script) throws IOException, InterruptedException {
        StringBuilder all = new StringBuilder();
        String[] last = {""};
        try (ProgramOutput output = new ProgramOutput(new ProcessBuilder("sh", "-c", script).start(), (category, text) -> {
            all.append(category.equals(last[0]) ? "" : category + ":").append(text);
            last[0] = category;
        })) {
            output.passOn();
        }
        return all.toString();
    }
}
