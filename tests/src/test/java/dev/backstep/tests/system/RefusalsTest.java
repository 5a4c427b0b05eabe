package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options with which a recording could not be replayed: the program does not run, one sentence says why, and no file is left. */
class RefusalsTest {
    private static final int NOT_STARTED = 125;
    private static final String FLIGHT_RECORDER = "-XX:StartFlightRecording=filename=flight.jfr";

    private Scratch scratch;

    @BeforeEach
    void open() throws IOException {
        scratch = Scratch.of("refusals");
    }

    @AfterEach
    void delete() throws IOException {
        scratch.delete();
    }

    @Test
    void ofTheCommandLine() throws IOException, InterruptedException {
        checkRefused(record("", "-Xbootclasspath/a:more.jar"), "-Xbootclasspath/a:more.jar");
    }

    /** What can be taken out of the command line is, and a line says so. */
    @ParameterizedTest
    @ValueSource(strings = {"-XshowSettings:vm", FLIGHT_RECORDER})
    void orLeftOut(String option) throws IOException, InterruptedException {
        Outcome recorded = record("", option);
        assertEquals(0, recorded.exitCode(), recorded::describe);
        assertTrue(recorded.errors().startsWith("backstep: left out while recording: " + option + ", because "), recorded::describe);
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
        assertEquals(0, replayed.exitCode(), replayed::describe);
        assertEquals(recorded.output(), replayed.output(), replayed::describe);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XshowSettings:vm", FLIGHT_RECORDER})
    void ofAnArgumentFile(String option) throws IOException, InterruptedException {
        Path file = Files.writeString(scratch.folder().resolve("options"), option + "\n");
        checkRefused(record("", "@" + file), option);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void ofTheEnvironment(String variable) throws IOException, InterruptedException {
        checkRefused(record(variable + "='" + FLIGHT_RECORDER + "'", "-Xmx64m"), FLIGHT_RECORDER);
    }

    /** @param assignment for the shell, since tests set no such variable otherwise */
    private Outcome record(String assignment, String option) throws IOException, InterruptedException {
        List<String> command = Stream.of("sh", "-c", assignment + " exec \"$0\" \"$@\"", Settings.backstepCommand().toString(), "record", "-o",
                scratch.recording().toString(), "--", Settings.java().toString(), option, "-cp", Settings.testClasses().toString(),
                "dev.backstep.tests.debuggees.Computation").toList();
        try (RunningCommand record = Backstep.start(new ProcessBuilder(command).directory(scratch.work().toFile()), "")) {
            return record.await(Settings.timeLimit());
        }
    }

    private void checkRefused(Outcome outcome, String option) {
        assertEquals(NOT_STARTED, outcome.exitCode(), outcome::describe);
        assertEquals("", outcome.output(), outcome::describe);
        List<String> lines = outcome.errors().lines().toList();
        assertEquals(1, lines.size(), outcome::describe);
        assertTrue(lines.getFirst().startsWith("backstep: cannot record with " + option + ", because "), outcome::describe);
        assertFalse(Files.exists(scratch.recording()), outcome::describe);
    }
}
