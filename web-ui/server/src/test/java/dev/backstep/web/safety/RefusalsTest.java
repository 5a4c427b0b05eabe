package dev.backstep.web.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.web.Client;
import dev.backstep.web.TestServer;
import dev.backstep.web.WebOptions;
import dev.backstep.web.WebOptions.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that the server turns down, and that nothing is opened for it. */
class RefusalsTest {
    @TempDir
    private Path folder;
    private TestServer test;

    @BeforeEach
    void serve() throws IOException {
        test = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        test.close();
    }

    @Test
    void withoutTokenNothingIsTold() throws Exception {
        assertTrue(test.client.refusal(test.client.request(Client.SHARED)).startsWith("401 "));
        assertTrue(test.client.refusal(test.client.request(Client.SHARED).header("Authorization", "Bearer " + "0".repeat(64))).startsWith("401 "));
        assertTrue(test.client.refusal(test.client.request("/api/v1/openapi.json")).startsWith("401 "));
        assertEquals(List.of(), test.opened);
    }

    @Test
    void tokensAreNeverTheSame() {
        assertFalse(Token.random().matches(Token.random().text()));
        assertEquals(64, Token.random().text().length());
    }

    @Test
    void tokenIsInTheFragmentWhichBrowsersKeepToThemselves() {
        URI link = test.server.link();
        assertEquals("token=" + test.server.token(), link.getFragment());
        assertEquals("/", link.getPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:%d", "127.0.0.1.evil.example:%d", "127.0.0.1:1", "127.0.0.1", "localhost.evil:%d"})
    void otherHostNamesAreRefusedEvenWithTheToken(String host) throws Exception {
        int port = test.server.origin().getPort();
        assertEquals("HTTP/1.1 403 Forbidden", raw(host.formatted(port), Client.SHARED, "Authorization: Bearer " + test.server.token()));
        assertEquals("HTTP/1.1 403 Forbidden", raw(host.formatted(port), "/index.html"));
        assertEquals(List.of(), test.opened);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", "LOCALHOST:%d", "[::1]:%d"})
    void ourOwnNamesAreAnswered(String host) throws Exception {
        int port = test.server.origin().getPort();
        assertEquals("HTTP/1.1 200 OK", raw(host.formatted(port), Client.SHARED, "Authorization: Bearer " + test.server.token()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1:%d", "vscode-webview://abc"})
    void otherOriginsAreRefusedEvenWithTheToken(String origin) throws Exception {
        String value = origin.formatted(test.server.origin().getPort());
        assertTrue(test.client.refusal(test.client.allowed(Client.SHARED + "/pause").header("Origin", value).POST(BodyPublishers.noBody()))
                .startsWith("403 "));
    }

    @Test
    void addressOfAProxyIsAnsweredOnceItWasTold() throws Exception {
        int port = test.server.origin().getPort();
        String token = "Authorization: Bearer " + test.server.token();
        assertEquals("HTTP/1.1 403 Forbidden", raw("editor.example", Client.SHARED, token));
        URI link = test.server.linkBy(URI.create("https://Editor.example/proxy/" + port + "/"));
        assertEquals("https://Editor.example/proxy/" + port + "/#token=" + test.server.token(), link.toString());
        assertEquals("HTTP/1.1 200 OK", raw("editor.example", Client.SHARED, token, "Origin: https://editor.example"));
        assertEquals("HTTP/1.1 200 OK", raw("127.0.0.1:" + port, Client.SHARED, token, "Origin: https://editor.example"));   // if the proxy changes it
        assertEquals("HTTP/1.1 401 Unauthorized", raw("editor.example", Client.SHARED));
        for (String other : List.of("editor.example:" + port, "evil.example", "a.editor.example")) {
            assertEquals("HTTP/1.1 403 Forbidden", raw(other, Client.SHARED, token));
        }
        assertEquals("HTTP/1.1 403 Forbidden", raw("editor.example", Client.SHARED, token, "Origin: https://evil.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"editor.example", "file:///etc/passwd", "https:///path", "javascript:alert(1)", "https://user@editor.example/"})
    void whatIsNoAddressOfAPageIsNotLetIn(String address) {
        assertThrows(IllegalArgumentException.class, () -> test.server.linkBy(URI.create(address)));
    }

    @Test
    void requestsThatBrowsersMarkAsFromElsewhereAreRefused() throws Exception {
        assertTrue(test.client.refusal(test.client.allowed(Client.SHARED).header("Sec-Fetch-Site", "cross-site")).startsWith("403 "));
        assertTrue(test.client.refusal(test.client.allowed(Client.SHARED).header("Sec-Fetch-Site", "same-site")).startsWith("403 "));
    }

    @Test
    void preflightIsNotAnsweredSoOtherPagesCannotSendTheToken() throws Exception {
        HttpResponse<String> response = test.client.send(test.client.request(Client.SHARED)
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertEquals(403, response.statusCode());
        assertTrue(response.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }

    @Test
    void policyAllowsNothingFromElsewhereAndNothingInline() throws Exception {
        HttpResponse<String> page = test.client.send(test.client.request("/"));
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertFalse(policy.contains("http"), policy);
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElseThrow());
        assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElseThrow());
        assertTrue(page.headers().firstValue("Server").isEmpty());
    }

    @Test
    void largeRequestsAreRefused() throws Exception {
        String body = "{\"expression\": \"" + "x".repeat(80_000) + "\"}";
        assertEquals("413 the request is too large",
                test.client.refusal(test.client.allowed(Client.SHARED + "/evaluate").POST(BodyPublishers.ofString(body))));
    }

    @Test
    void noMoreSessionsAreOpenedThanAllowed() throws Exception {
        for (int i = 1; i < Limits.USUAL.sessions(); i++) {
            test.client.post("/api/v1/sessions", null);
        }
        String refusal = test.client.refusal(test.client.allowed("/api/v1/sessions").POST(BodyPublishers.noBody()));
        assertEquals("429 4 sessions are open already; close one of them", refusal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../../../etc/passwd", "shop/../../../etc/passwd", "file:///etc/passwd", "Unknown.java"})
    void sourcesAreNamedByWhatWeHandedOutNotByPaths(String source) throws Exception {
        String encoded = java.net.URLEncoder.encode(source, StandardCharsets.UTF_8);
        for (String path : List.of("/breakable-lines?source=", "/line-counts?source=")) {
            assertTrue(test.client.refusal(test.client.allowed(Client.SHARED + path + encoded)).startsWith("404 "));
        }
        String breakpoint = "{\"breakpoints\": [{\"kind\": \"line\", \"line\": 1, \"source\": \"" + source + "\"}]}";
        assertTrue(test.client.refusal(test.client.allowed(Client.SHARED + "/breakpoints").PUT(BodyPublishers.ofString(breakpoint)))
                .startsWith("404 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../WebServer.class", "/..%2f..%2fetc/passwd",
        "/dev/backstep/web/WebServer.class", "/META-INF/MANIFEST.MF"})
    void filesOutsideThePageAreNotServed(String path) throws Exception {
        String status = raw("127.0.0.1:" + test.server.origin().getPort(), path);
        assertTrue(status.equals("HTTP/1.1 404 Not Found") || status.equals("HTTP/1.1 400 Bad Request"), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "[]", "{\"kind\": 5}", "{\"kind\": \"sideways\", \"direction\": \"forward\"}", "{}"})
    void nonsenseIsRefusedInASentence(String body) throws Exception {
        assertTrue(test.client.refusal(test.client.allowed(Client.SHARED + "/step").POST(BodyPublishers.ofString(body))).startsWith("400 "));
    }

    @Test
    void listensOnLoopbackOnly() throws Exception {
        int port = test.server.origin().getPort();
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        for (InetAddress address : others) {
            assertThrows(IOException.class, () -> new Socket(address, port).close(), address.toString());
        }
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    @Test
    void socketNeedsTokenHostAndOrigin() {
        assertEquals(401, handshake(null, List.of("backstep.v1")));
        assertEquals(401, handshake(null, List.of("backstep.v1", "token.0000")));
        assertEquals(403, handshake("http://evil.example", List.of("backstep.v1", "token." + test.server.token())));
        assertEquals(101, handshake(test.server.origin().toString(), List.of("backstep.v1", "token." + test.server.token())));
    }

    @Test
    void viewersAreLimited() throws Exception {
        try (TestServer small = new TestServer(folder, TestServer.with(new Limits(1000, 2, 1, Duration.ofMinutes(1))))) {
            CloseCode first = new CloseCode();
            CloseCode second = new CloseCode();
            open(small, first);
            open(small, second);
            assertEquals(1013, second.code.get(10, TimeUnit.SECONDS));
            assertFalse(first.code.isDone());
        }
    }

    @Test
    void takenPortIsSaidInASentence() {
        WebOptions same = WebOptions.USUAL.withPort(test.server.origin().getPort());
        String message = assertThrows(IOException.class, () -> new TestServer(folder, same)).getMessage();
        assertTrue(message.contains("cannot be used"), message);
    }

    private static final class CloseCode implements WebSocket.Listener {
        private final CompletableFuture<Integer> code = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            code.complete(status);
            return null;
        }
    }

    private static void open(TestServer server, WebSocket.Listener listener) {
        HttpClient.newHttpClient().newWebSocketBuilder()
                .subprotocols("backstep.v1", "token." + server.server.token())
                .buildAsync(URI.create(server.server.origin().toString().replace("http", "ws") + Client.SHARED + "/live"), listener)
                .join();
    }

    /** Status of the answer to a handshake. */
    private int handshake(String origin, List<String> protocols) {
        try {
            WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
            if (origin != null) {
                builder.header("Origin", origin);
            }
            builder.subprotocols(protocols.getFirst(), protocols.subList(1, protocols.size()).toArray(String[]::new));
            builder.buildAsync(URI.create(test.server.origin().toString().replace("http", "ws") + Client.SHARED + "/live"),
                    new WebSocket.Listener() { }).join().abort();
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }

    /** First line of the answer to a request that HttpClient would not send. */
    private String raw(String host, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), test.server.origin().getPort())) {
            List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: " + host, "Connection: close"));
            lines.addAll(List.of(headers));
            socket.getOutputStream().write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
    }
}
