package dev.backstep.tests.dap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.LoadedLibrary;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recording that another user made loads a native library: nothing that replays it runs that, until this user trusts it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OthersRecordingTest {
    private static final Pattern LINK = Pattern.compile("(http://[^/]+)/#token=(\\w+)");
    private static final int CONFLICT = 409;

    private Scratch scratch;
    private String library;

    @BeforeEach
    void record() throws IOException, InterruptedException {
        scratch = Scratch.of("others-recording");
        library = library();
        Program program = Program.of("loads-library", "--enable-native-access=ALL-UNNAMED", "-cp", Settings.testClasses().toString(),
                LoadedLibrary.class.getName(), library);
        Outcome recorded = run("other", Backstep.recordArguments(program, scratch.recording()));
        assertEquals("before\nloaded\n", recorded.output(), recorded::describe);
    }

    @AfterEach
    void delete() throws IOException {
        scratch.delete();
    }

    @Test
    void replayLoadsNoLibraryUntilItIsTrusted() throws IOException, InterruptedException {
        Outcome refused = run("me", List.of("replay", scratch.recording().toString()));
        assertTrue(refused.exitCode() != 0, refused::describe);
        assertEquals("before\n", refused.output(), refused::describe);
        List<String> lines = refused.errors().lines().toList();
        assertEquals(1, lines.size(), refused::describe);
        checkSentence(lines.getFirst());

        Outcome others = run("other", List.of("replay", scratch.recording().toString()));
        assertEquals(0, others.exitCode(), others::describe);

        Outcome trust = run("me", List.of("trust", scratch.recording().toString()));
        assertEquals(0, trust.exitCode(), trust::describe);
        Outcome trusted = run("me", List.of("replay", scratch.recording().toString()));
        assertEquals(0, trusted.exitCode(), trusted::describe);
        assertEquals("before\nloaded\n", trusted.output(), trusted::describe);
    }

    @Test
    void debugAdapterSaysSo() throws Exception {
        ProcessBuilder builder = builder("me", List.of("dap")).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("BACKSTEP_NO_BUILD", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            DapClient client = new DapClient(process.getInputStream(), process.getOutputStream());
            ExecutionException refused = assertThrows(ExecutionException.class,
                    () -> client.begin("launch", Map.of("recording", scratch.recording().toString(), "startAt", "end")));
            checkSentence(((ResponseErrorException) refused.getCause()).getResponseError().getData().toString());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void serverSaysSo() throws Exception {
        try (RunningCommand serve = Backstep.start(builder("me", List.of("serve", "--no-open", scratch.recording().toString())), "")) {
            Matcher link = LINK.matcher(serve.awaitOutput("#token=", Settings.timeLimit()));
            assertTrue(link.find());
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(link.group(1) + "/api/v1/sessions/shared/console"))
                        .header("Authorization", "Bearer " + link.group(2)).timeout(Settings.timeLimit()).build();
                var answer = client.send(request, BodyHandlers.ofString());
                assertEquals(CONFLICT, answer.statusCode(), answer.body());
                checkSentence(answer.body());
            }
        }
    }

    private void checkSentence(String text) {
        assertTrue(text.contains("the program loads the native library " + library + ","), text);
        assertTrue(text.contains("backstep trust"), text);
        assertFalse(text.contains("\n\tat "), text);
    }

    /** Any library that is there. The C library of this process is, and loading it again does nothing. */
    private static String library() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            int path = line.indexOf('/');
            if (path >= 0 && line.substring(path).matches(".*/libc[.-][^/]*so[^/]*")) {
                return line.substring(path);
            }
        }
        throw new IllegalStateException("no C library");
    }

    private Outcome run(String user, List<String> arguments) throws IOException, InterruptedException {
        try (RunningCommand command = Backstep.start(builder(user, arguments), "")) {
            return command.await(Settings.timeLimit());
        }
    }

    /** @param user has a key of their own */
    private ProcessBuilder builder(String user, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Settings.backstepCommand().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.work().toFile());
        builder.environment().put("XDG_CONFIG_HOME", scratch.folder().resolve("config-" + user).toString());
        return builder;
    }
}
