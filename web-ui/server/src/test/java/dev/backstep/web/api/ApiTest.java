package dev.backstep.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.web.Client;
import dev.backstep.web.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
    @TempDir
    private Path folder;
    private TestServer test;
    private Client client;

    @BeforeEach
    void serve() throws Exception {
        test = new TestServer(folder);
        client = test.client;
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private static List<?> list(Map<String, Object> answer, String name) {
        return (List<?>) answer.get(name);
    }

    private static Map<?, ?> first(Map<String, Object> answer, String name) {
        return (Map<?, ?>) list(answer, name).getFirst();
    }

    @Test
    void motionsAnswerWithTheStop() throws Exception {
        assertEquals(1, client.post(Client.SHARED + "/step", "{\"kind\": \"over\", \"direction\": \"forward\"}").get("step"));
        assertEquals(0, client.post(Client.SHARED + "/step", "{\"kind\": \"in\", \"direction\": \"backward\"}").get("step"));
        assertEquals("END", client.post(Client.SHARED + "/seek", "{\"edge\": \"end\"}").get("reason"));
        assertEquals(null, client.post(Client.SHARED + "/seek", "{\"edge\": \"end\"}").get("location"));
        assertEquals(240, client.post(Client.SHARED + "/seek", "{\"consoleLine\": 1}").get("step"));
        assertEquals(20, ((Map<?, ?>) client.post(Client.SHARED + "/run-to",
                "{\"className\": \"shop.PriceCache\", \"line\": 20, \"direction\": \"backward\"}").get("location")).get("line"));
    }

    @Test
    void refusalsOfTheSessionAreConflictsWithItsSentence() throws Exception {
        assertEquals("409 'a; b' is not an expression",
                client.refusal(client.allowed(Client.SHARED + "/evaluate").POST(BodyPublishers.ofString("{\"expression\": \"a; b\"}"))));
    }

    @Test
    void stateIsTold() throws Exception {
        assertEquals("main", first(client.get(Client.SHARED + "/threads"), "threads").get("name"));
        Map<String, Object> frames = client.get(Client.SHARED + "/threads/0/frames?most=2");
        assertEquals(2, list(frames, "frames").size());
        assertEquals(3, frames.get("count"));
        assertEquals("shop/PriceCache.java", ((Map<?, ?>) first(frames, "frames").get("source")).get("key"));
        String frame = (String) first(frames, "frames").get("id");
        String scope = (String) first(client.get(Client.SHARED + "/frames/" + frame + "/scopes"), "scopes").get("id");
        Map<?, ?> variable = first(client.get(Client.SHARED + "/parts/" + scope), "variables");
        assertEquals("\"tea\"", variable.get("value"));
        assertEquals(scope, variable.get("container"));
        assertEquals(true, first(client.get(Client.SHARED + "/locks"), "locks").get("cycle"));
        assertEquals(null, client.get(Client.SHARED + "/threads/0/exception").get("exception"));
        assertEquals(20, list(client.get(Client.SHARED + "/parts/7?first=10&most=20&which=indexed"), "variables").size());
    }

    @Test
    void questionsAboutTheRecordingAreAnswered() throws Exception {
        assertEquals(48_000, client.get(Client.SHARED + "/overview").get("end"));
        assertEquals(5, list(client.get(Client.SHARED + "/console?first=3&most=5"), "lines").size());
        assertEquals("java.lang.IllegalStateException", first(client.get(Client.SHARED + "/exceptions"), "exceptions").get("className"));
        Map<String, Object> hits = client.post(Client.SHARED + "/hits",
                "{\"className\": \"shop.PriceCache\", \"line\": 20, \"expressions\": [\"article\"], \"most\": 3}");
        assertEquals(3, list(hits, "hits").size());
        assertEquals(List.of("article=2"), first(hits, "hits").get("values"));
        client.get(Client.SHARED + "/sources");
        assertEquals(6000, ((Map<?, ?>) client.get(Client.SHARED + "/line-counts?source=PriceCache.java").get("counts")).get("18"));
        assertEquals("here", client.post(Client.SHARED + "/checkpoints", "{\"label\": \"here\"}").get("label"));
        assertEquals(5, list(client.get(Client.SHARED + "/checkpoints"), "checkpoints").size());
    }

    @Test
    void timelineIsBytes() throws Exception {
        HttpResponse<byte[]> response = client.bytes(client.allowed(Client.SHARED + "/timeline?from=0&most=100&texts=true"));
        assertEquals(200, response.statusCode());
        assertEquals("application/vnd.backstep.timeline", response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("BSTL", new String(response.body(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals("400 'to' must not be before 'from', and 'most' not 0",
                client.refusal(client.allowed(Client.SHARED + "/timeline?from=9&to=3")));
    }

    @Test
    void breakpointsOfOthersStayWhenOursAreReplaced() throws Exception {
        client.get(Client.SHARED + "/sources");
        Breakpoint ofTheIde = new Breakpoint.Method(7, "shop.PriceCache", "price", Breakpoint.Filter.NONE);
        test.opened.getFirst().breakpoints().set(List.of(ofTheIde));
        Map<String, Object> now = client.json("PUT", Client.SHARED + "/breakpoints",
                "{\"breakpoints\": [{\"kind\": \"line\", \"source\": \"PriceCache.java\", \"line\": 20, \"condition\": \"known == null\"}]}");
        assertEquals(List.of(false, true), list(now, "breakpoints").stream().map(one -> ((Map<?, ?>) one).get("ours")).toList());
        client.json("PUT", Client.SHARED + "/breakpoints", "{\"breakpoints\": []}");
        assertEquals(List.of(ofTheIde), test.opened.getFirst().breakpoints().all());
    }

    @Test
    void viewersHearOfMotionsBreakpointsAndNotes() throws Exception {
        Heard one = Heard.of(test);
        Heard two = Heard.of(test);
        client.post(Client.SHARED + "/seek", "{\"step\": 300}");
        for (Heard viewer : List.of(one, two)) {
            viewer.await("\"type\":\"moving\"");
            assertTrue(viewer.await("\"type\":\"stopped\"").contains("\"step\":300"));
        }
        client.json("PUT", Client.SHARED + "/breakpoints", "{\"breakpoints\": []}");
        two.await("\"type\":\"breakpoints\"");
        client.post("/api/v1/notes", "{\"step\": 300, \"title\": \"here\"}");
        two.await("\"type\":\"notes\"");
        one.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        two.await("\"type\":\"viewers\",\"number\":1");
    }

    @Test
    void notesAreKeptChangedAndExported() throws Exception {
        Object id = client.post("/api/v1/notes", "{\"step\": 42, \"thread\": 1, \"title\": \"odd\", \"text\": \"why?\"}").get("id");
        client.json("PUT", "/api/v1/notes/" + id, "{\"title\": \"odd price\", \"text\": \"because\"}");
        assertEquals("odd price", first(client.get("/api/v1/notes"), "notes").get("title"));
        String markdown = client.send(client.allowed("/api/v1/notes.md")).body();
        assertTrue(markdown.contains("## odd price\n\n`t=42`"), markdown);
        client.json("DELETE", "/api/v1/notes/" + id, null);
        assertEquals(List.of(), list(client.get("/api/v1/notes"), "notes"));
        assertTrue(client.refusal(client.allowed("/api/v1/notes/" + id).DELETE()).startsWith("404 "));
        assertTrue(client.refusal(client.allowed("/api/v1/notes").POST(BodyPublishers.ofString("{\"step\": 1, \"title\": \" \"}")))
                .startsWith("400 "));
    }

    /** What one viewer hears. */
    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private WebSocket socket;

        static Heard of(TestServer test) throws Exception {
            Heard heard = new Heard();
            heard.socket = HttpClient.newHttpClient().newWebSocketBuilder()
                    .subprotocols("backstep.v1", "token." + test.server.token())
                    .buildAsync(URI.create(test.server.origin().toString().replace("http", "ws") + Client.SHARED + "/live"), heard)
                    .join();
            heard.await("\"type\":\"viewers\"");
            test.client.get(Client.SHARED);     // the session is open, and its listener there
            return heard;
        }

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        String await(String text) throws InterruptedException {
            List<String> others = new ArrayList<>();
            for (;;) {
                String message = messages.poll(10, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("not heard: " + text + "; but " + others);
                }
                if (message.contains(text)) {
                    return message;
                }
                others.add(message);
            }
        }
    }
}
