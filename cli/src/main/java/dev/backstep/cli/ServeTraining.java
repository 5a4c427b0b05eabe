package dev.backstep.cli;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.web.SessionSource;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves a recording and asks for what a page asks for first. */
final class ServeTraining {
    private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"\\./(assets/[^\"]+)\"|(?:src|href)=\"/(assets/[^\"]+)\"");
    private static final String SHARED = "/api/v1/sessions/shared";

    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServeTraining(WebServer server) {
        this.server = server;
    }

    static void run(Path recording) throws IOException, InterruptedException {
        SessionSource source = SessionSource.opening(recording, () -> {
            try {
                return ReplaySessions.open(recording, SessionOptions.usual());
            } catch (IOException e) {
                throw new SessionException(e.getMessage(), e);
            }
        });
        try (WebServer server = WebServer.start(WebOptions.USUAL, source)) {
            new ServeTraining(server).ask();
        }
    }

    private void ask() throws IOException, InterruptedException {
        Matcher assets = ASSET.matcher(get("/"));
        while (assets.find()) {
            get("/" + (assets.group(1) == null ? assets.group(2) : assets.group(1)));
        }
        for (String path : List.of("/api/v1/first-look", SHARED, SHARED + "/threads", SHARED + "/threads/0/frames", SHARED + "/breakpoints", "/api/v1/notes",
                SHARED + "/overview", SHARED + "/timeline", SHARED + "/checkpoints", SHARED + "/console", SHARED + "/sources", "/api/v1/first-look")) {
            get(path);
        }
        client.newWebSocketBuilder().subprotocols("backstep.v1", "token." + server.token())
                .buildAsync(URI.create(server.origin().toString().replaceFirst("^http", "ws") + SHARED + "/live"), new java.net.http.WebSocket.Listener() { })
                .join().abort();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.origin() + path)).header("Authorization", "Bearer " + server.token())
                .header("Accept-Encoding", "gzip, deflate, br").build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }
}
