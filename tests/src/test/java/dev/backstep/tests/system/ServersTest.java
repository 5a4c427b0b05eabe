package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Corpus;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Servers alone under recording, their clients outside. */
class ServersTest {
    private static final String READY = "listening on ";
    private static final int CLIENT_COUNT = 4;
    private static final int REQUEST_COUNT = 15;

    @Test
    void sampleWebServerReplaysRequestsFromOutside() throws IOException, InterruptedException {
        Program server = Program.sample("webserver.WebServer", "--port", "0").withExitCode(0);
        serveAndReplay(server, List.of("/offer?customer=tom&article=tea", "/offer?customer=grace&article=milk", "/offer?customer=ada&article=cake&pieces=3",
                "/nowhere"));
    }

    @Test
    void sampleWebServerReplaysUntilSigterm() throws IOException, InterruptedException {
        Program server = Program.sample("webserver.WebServer", "--port", "0").withExitCode(143).withName("webserver-sigterm");
        Scratch scratch = Scratch.of(server.name());
        try (RunningCommand record = Backstep.start(scratch.work(), "", Backstep.recordArguments(server, scratch.recording()))) {
            String url = url(record);
            get(HttpClient.newHttpClient(), url + "/offer?article=tea");
            record.process().destroy();
            finish(server, scratch, record);
        }
    }

    @Test
    void jettyReplaysRequestsFromOutside() throws IOException, InterruptedException {
        serveAndReplay(Corpus.jettyServer(), List.of("/one", "/two?x=1", "/three/%20four"));
    }

    private static void serveAndReplay(Program server, List<String> paths) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of(server.name());
        try (RunningCommand record = Backstep.start(scratch.work(), "", Backstep.recordArguments(server, scratch.recording()));
                HttpClient client = HttpClient.newHttpClient()) {
            String url = url(record);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENT_COUNT; i++) {
                clients.add(CompletableFuture.runAsync(() -> requests(client, url, paths), task -> new Thread(task).start()));
            }
            clients.forEach(CompletableFuture::join);
            get(client, url + "/shutdown");
            finish(server, scratch, record);
        }
    }

    private static void finish(Program server, Scratch scratch, RunningCommand record) throws IOException, InterruptedException {
        Outcome recorded = record.await(Settings.timeLimit());
        assertEquals(server.exitCode(), recorded.exitCode(), recorded::describe);
        RecordAndReplay.replay(scratch, server, recorded, Settings.replayCount());
        scratch.delete();
    }

    private static String url(RunningCommand record) throws IOException, InterruptedException {
        String output = record.awaitOutput("\n", Settings.timeLimit());
        return output.lines().filter(line -> line.startsWith(READY)).findFirst().orElseThrow().substring(READY.length());
    }

    private static void requests(HttpClient client, String url, List<String> paths) {
        for (int i = 0; i < REQUEST_COUNT; i++) {
            try {
                get(client, url + paths.get(i % paths.size()));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void get(HttpClient client, String url) throws IOException, InterruptedException {
        client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
