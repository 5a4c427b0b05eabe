package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.recording.RecordingBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code serve} in a JVM of its own, as users do. */
@Timeout(60)
class ServeCommandTest {
    @TempDir
    private Path folder;
    private Path recording;

    @BeforeEach
    void record() throws IOException {
        recording = folder.resolve("Counter.backstep");
        new RecordingBuilder().typical().writeClosed(recording);
    }

    private Process start(String display, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), "dev.backstep.cli.Main", "serve"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
        if (!display.isEmpty()) {
            builder.environment().put("DISPLAY", display);
            builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
            builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        }
        return builder.start();
    }

    private static URI link(Process process) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        assertTrue(line != null && line.startsWith("timeline of Counter.backstep: http://127.0.0.1:"), line);
        assertEquals("Ctrl-C ends it.", output.readLine());
        return URI.create(line.substring(line.indexOf("http")));
    }

    private String failure(int expectedStatus, String... arguments) throws Exception {
        Process process = start("", arguments);
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(expectedStatus, process.waitFor(), error);
        assertFalse(error.contains("\tat "), error);
        return error;
    }

    @Test
    void pageIsServedUntilTheSignal() throws Exception {
        Process process = start("", recording.toString());
        URI link = link(process);
        HttpRequest request = HttpRequest.newBuilder(link.resolve("/")).build();
        String page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
        assertTrue(page.contains("<div id=\"app\">"), page);
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "SIGTERM does not end it");
    }

    @Test
    void browserIsGivenAFileThatOnlyTheUserMayReadNotTheSecretItself() throws Exception {
        Path given = folder.resolve("given");
        Path opener = folder.resolve("xdg-open");
        Files.writeString(opener, "#!/bin/sh\necho \"$@\" > " + given + ".new\nmv " + given + ".new " + given + "\n");
        Files.setPosixFilePermissions(opener, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = start(":0", recording.toString());
        URI link = link(process);
        while (!Files.exists(given)) {
            Thread.sleep(20);
        }
        Path file = Path.of(Files.readString(given).strip());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(Files.readString(file).contains(link.toString()));
        process.destroy();
        process.waitFor();
        assertFalse(Files.exists(file), "left behind");
    }

    @Test
    void mistakesAreSaidAtOnce() throws Exception {
        assertTrue(failure(ExitCodes.USAGE, folder.resolve("none.backstep").toString()).contains("no such file"));
        assertTrue(failure(ExitCodes.USAGE, "--port", "70000", recording.toString()).contains("--port and --dap must be 0 to 65535"));
        Path other = Files.writeString(folder.resolve("other.txt"), "not a recording, but long enough to be looked at\n".repeat(200));
        failure(ExitCodes.DAMAGED, other.toString());
    }

    @Test
    void listeningBeyondThisMachineIsWarnedOf() throws Exception {
        Process process = start("", "--host", "0.0.0.0", recording.toString());
        BufferedReader errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        assertTrue(errors.readLine().contains("listening beyond this machine"));
        process.destroy();
    }
}
