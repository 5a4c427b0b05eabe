package dev.backstep.tests.debuggees;

import com.sun.net.httpserver.HttpServer;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server with both of the JDK's HTTP clients. */
@Debuggee
public final class HttpServerAndClient {
    private static int requests;

    private HttpServerAndClient() {
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                byte[] answer = (exchange.getRequestURI() + " " + body.length + " " + requests++ + " " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(3);
        server.setExecutor(threads);
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            System.out.println(client.send(HttpRequest.newBuilder(base.resolve("first")).build(), HttpResponse.BodyHandlers.ofString()).headers().map());
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                HttpRequest request = HttpRequest.newBuilder(base.resolve("async/" + i)).POST(HttpRequest.BodyPublishers.ofString("x".repeat(i * 1_000))).build();
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body));
            }
            for (CompletableFuture<String> answer : answers) {
                System.out.println(answer.join());
            }
        }
        HttpURLConnection connection = (HttpURLConnection) base.resolve("old").toURL().openConnection();
        System.out.println(connection.getResponseCode() + " " + new String(connection.getInputStream().readAllBytes()) + " " + connection.getHeaderField("Date"));
        server.stop(0);
        threads.shutdown();
    }
}
