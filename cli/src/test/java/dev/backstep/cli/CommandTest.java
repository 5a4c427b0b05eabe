package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.recording.RecordingBuilder;
import dev.backstep.recording.RecordingCloser;
import dev.backstep.recording.RecordingEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in a JVM of its own, as users do: what is tested is output, error output and exit code. */
class CommandTest {
    @TempDir
    private Path folder;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = folder.resolve("a b.backstep");
        new RecordingBuilder().typical().writeClosed(recording);
    }

    @Test
    void infoTellsCommandAndEnd() throws Exception {
        Result result = run("info", recording.toString());
        assertEquals(0, result.status(), result.err());
        assertTrue(result.out().contains("java -cp classes demo.Counter 'two words'"), result.out());
        assertTrue(result.out().contains("exit status 0 after 1.234 s"), result.out());
        assertFalse(result.out().contains("secret"), "environment shown unasked");
        assertFalse(result.out().contains("\u001b"), "colours without a terminal");
    }

    @Test
    void infoJsonHasStableNames() throws Exception {
        Map<String, Object> json = JSON.std.mapFrom(run("info", "--json", recording.toString()).out());
        assertEquals("closed", json.get("state"));
        assertEquals("exited", json.get("ending"));
        assertEquals(0, json.get("exitStatus"));
        assertEquals("2023-11-14T22:13:20Z", json.get("startedAt"));
        assertEquals(List.of("two words"), ((Map<?, ?>) json.get("program")).get("arguments"));
        assertEquals("main-class", ((Map<?, ?>) json.get("program")).get("kind"));
        assertFalse(json.containsKey("environment"));
    }

    @Test
    void eventsAreOnOneLineEach() throws Exception {
        Result result = run("events", recording.toString());
        assertEquals(0, result.status(), result.err());
        assertEquals(22, result.out().lines().count(), result.out());
        assertTrue(result.out().contains(
                "RETURN  java/io/FileInputStream.readBytes([BII)I 6 6 bytes \"hello\\n\" argument 6 check:0000cafe"), result.out());
    }

    @Test
    void eventsJsonIsOneObjectPerLine() throws Exception {
        List<Map<String, Object>> events = new ArrayList<>();
        for (String line : run("events", "--json", recording.toString()).out().lines().toList()) {
            events.add(JSON.std.mapFrom(line));
        }
        assertEquals(22, events.size());
        assertEquals("PROPERTIES", events.getFirst().get("kind"));
        assertEquals(1_000_000_007, events.get(2).get("nanos"));
        assertEquals("java/io/FileInputStream.readBytes([BII)I", events.get(7).get("native"));
        assertEquals(0, events.getLast().get("status"));
    }

    @Test
    void eventsAreChosenByEveryFilter() throws Exception {
        assertEquals(List.of("5", "6"), indexes("--kind", "block,wake"));
        assertEquals(List.of("5", "6", "7"), indexes("--thread", "t1"));
        assertEquals(List.of("21"), indexes("--thread", "end"));
        assertEquals(List.of("3", "4"), indexes("--from", "3", "--to", "4"));
        assertEquals(List.of("2"), indexes("--from-tick", "1", "--to-tick", "5"));
        assertEquals(List.of("8"), indexes("--grep", "FileNotFound"));
        assertEquals(List.of("0", "1"), indexes("--limit", "2"));
    }

    @Test
    void verifyFindsChangedBytes() throws Exception {
        assertEquals(0, run("verify", recording.toString()).status());
        byte[] bytes = Files.readAllBytes(recording);
        bytes[8192 + 60] ^= 1;
        Files.write(recording, bytes);
        Result result = run("verify", "--json", recording.toString());
        assertEquals(4, result.status());
        assertEquals(false, JSON.std.mapFrom(result.out()).get("intact"));
        assertTrue(result.err().startsWith("backstep: "), result.err());
    }

    @Test
    void cutOffRecordingGivesWhatIsThere() throws Exception {
        Files.write(recording, Arrays.copyOf(Files.readAllBytes(recording), 8192 + 70));
        Result events = run("events", recording.toString());
        assertEquals(4, events.status());
        assertTrue(events.out().contains("LAUNCH"), events.out());
        assertEquals(1, events.err().lines().count(), events.err());
        assertEquals(4, run("info", recording.toString()).status());
        assertTrue(run("verify", recording.toString()).out().contains("The log is intact up to byte"));
    }

    @Test
    void unclosedRecordingIsNoError() throws Exception {
        Path open = folder.resolve("open.backstep");
        RecordingBuilder builder = new RecordingBuilder().reserved(9000);
        builder.events().nanoTime(3);
        builder.write(open);
        assertEquals(0, run("verify", open.toString()).status());
        assertEquals(0, run("events", open.toString()).status());
        assertTrue(run("info", open.toString()).out().contains("not closed"));
    }

    @Test
    void errorsAreOneLineWithTheirExitCode() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no recording");
        assertError(4, "is not a recording", "info", text.toString());
        assertError(4, "it is empty", "events", Files.createFile(folder.resolve("empty")).toString());
        assertError(2, "no such file", "verify", folder.resolve("missing").toString());
        assertError(4, "it is a directory", "info", folder.toString());
        assertError(2, "Unknown option", "info", "--colour", recording.toString());
        assertError(2, "no event kind 'SLEEP'", "events", "--kind", "SLEEP", recording.toString());
        assertError(2, "not a regular expression", "events", "--grep", "(", recording.toString());
        assertError(2, "Missing required parameter", "info");
        assertError(2, "No such command: recrod (did you mean 'record'?)", "recrod");
        assertError(2, "no such file", "replay", folder.resolve("missing").toString());
        assertError(4, "is not a recording", "replay", "-q", text.toString());
        assertError(125, "Missing required parameter", "record", "--");
        assertError(2, "Unknown option: '--nonsense'", "replay", "--nonsense");
        assertError(125, "Unknown option: '--choas' (did you mean '--chaos'?)", "record", "--choas");
        assertError(125, "--slice must be positive", "record", "--slice", "0", "--", "java", "Main");
        assertError(127, "no/such/java: command not found", "record", "--", "no/such/java", "Main");
        assertError(125, "is not the java of a JDK", "record", "--", "/bin/sh", "Main");
    }

    @Test
    void everyCommandHasHelpWithExitCodes() throws Exception {
        for (String command : List.of("record", "replay", "info", "events", "verify", "demo")) {
            Result result = run(command, "--help");
            assertEquals(0, result.status());
            assertTrue(result.out().contains("Exit codes:"), result.out());
        }
    }

    @Test
    void killedProgramIsToldFromAnExit() throws Exception {
        Path killed = folder.resolve("killed.backstep");
        new RecordingBuilder().write(killed);
        RecordingCloser.close(killed, RecordingEnd.killed(9, 1_000_000, List.of()));
        assertTrue(run("info", killed.toString()).out().contains("killed by signal 9, in the middle of the log"));
    }

    private List<String> indexes(String... filter) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("events"));
        arguments.addAll(List.of(filter));
        arguments.add(recording.toString());
        Result result = run(arguments.toArray(String[]::new));
        assertEquals(0, result.status(), result.err());
        return result.out().lines().map(line -> line.strip().split(" ")[0]).toList();
    }

    private void assertError(int status, String message, String... arguments) throws Exception {
        Result result = run(arguments);
        assertEquals(status, result.status(), result.err());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("backstep: ") && result.err().contains(message), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    private Result run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }

    private record Result(int status, String out, String err) { }
}
