package dev.backstep.web;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Talks to a server as a browser or a script would. */
public final class Client {
    public static final String SHARED = "/api/v1/sessions/shared";

    private final HttpClient http = HttpClient.newHttpClient();
    private final WebServer server;

    public Client(WebServer server) {
        this.server = server;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.origin() + path));
    }

    /** With the token. */
    public HttpRequest.Builder allowed(String path) {
        return request(path).header("Authorization", "Bearer " + server.token());
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** @throws AssertionError unless it is answered with a status below 300 */
    public Map<String, Object> json(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(allowed(path)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        if (response.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body().isEmpty() ? Map.of() : JSON.std.mapFrom(response.body());
    }

    public Map<String, Object> get(String path) throws IOException, InterruptedException {
        return json("GET", path, null);
    }

    public Map<String, Object> post(String path, String body) throws IOException, InterruptedException {
        return json("POST", path, body);
    }

    /** Status and sentence of a refusal. */
    public String refusal(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        return response.statusCode() + " " + JSON.std.mapFrom(response.body()).get("error");
    }
}
