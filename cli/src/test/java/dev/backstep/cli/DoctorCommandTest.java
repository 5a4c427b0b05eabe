package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the machine allows is not ours to expect; that each row says what to change, is. */
class DoctorCommandTest {
    @Test
    void eachRowIsAvailableOrHasARemedy() throws Exception {
        Map<String, Object> json = JSON.std.mapFrom(run("doctor", "--json"));
        List<?> rows = (List<?>) json.get("capabilities");
        assertTrue(json.get("canCapture") instanceof Boolean && json.get("canRestore") instanceof Boolean, json::toString);
        assertEquals("platform", ((Map<?, ?>) rows.getFirst()).get("name"));
        for (Object row : rows) {
            Map<?, ?> capability = (Map<?, ?>) row;
            assertEquals(capability.get("available"), "".equals(capability.get("remedy")), capability::toString);
        }
    }

    @Test
    void textEndsWithASummary() throws Exception {
        assertTrue(run("doctor").lines().toList().getLast().startsWith("Checkpoints: "));
    }

    private static String run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out;
    }
}
