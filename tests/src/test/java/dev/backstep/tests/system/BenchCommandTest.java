package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code backstep bench}: one workload in two modes, and wrong command lines. */
class BenchCommandTest {
    @Test
    @SuppressWarnings("unchecked")
    void measuresTheModesAskedForAndKeepsThem() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(Settings.projectRoot(), "", "bench", "--runs", "1", "--rounds", "1", "--modes", "record,replay", "--json", "-", "ArraySum");
        assertEquals(0, outcome.exitCode(), outcome::describe);
        Map<String, Object> overhead = (Map<String, Object>) JSON.std.mapFrom(outcome.output()).get("overhead");
        Map<String, Object> row = (Map<String, Object>) overhead.get("ArraySum");
        assertEquals(Map.of(), row.get("failed"));
        for (String mode : List.of("stock", "record", "replay")) {
            Map<String, Object> run = ((List<Map<String, Object>>) row.get(mode)).getFirst();
            assertTrue(((Number) run.get("wholeNanos")).longValue() > 0, row::toString);
        }
        assertTrue(outcome.errors().contains("overhead: ArraySum, run 1 of 1") && !outcome.errors().contains("\033"), outcome::describe);
        Outcome printed = Backstep.run(Settings.projectRoot(), "", "bench", "--print", "overhead");
        assertTrue(printed.output().contains("| ArraySum "), printed::describe);
    }

    @Test
    void wrongWordsAreErrorsOfTheCommandLine() throws IOException, InterruptedException {
        for (List<String> words : List.of(List.of("bench", "Nothing"), List.of("bench", "--modes", "sideways"), List.of("bench", "--runs", "0"))) {
            Outcome outcome = Backstep.run(Settings.projectRoot(), "", words.toArray(String[]::new));
            assertEquals(2, outcome.exitCode(), outcome::describe);
            assertTrue(outcome.errors().startsWith("backstep: ") && outcome.errors().contains("bench --help"), outcome::describe);
        }
    }
}
