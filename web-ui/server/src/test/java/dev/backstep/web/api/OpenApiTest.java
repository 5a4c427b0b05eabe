package dev.backstep.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.web.Client;
import dev.backstep.web.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description says what the server does. */
class OpenApiTest {
    @TempDir
    private Path folder;

    private static final Map<String, Object> DOCUMENT = document();

    private static Map<String, Object> document() {
        try {
            return JSON.std.mapFrom(OpenApi.document());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void routesAreThoseDescribed() throws Exception {
        Set<String> described = new TreeSet<>();
        map(DOCUMENT.get("paths")).forEach((path, methods) -> map(methods).keySet()
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> routes = new Api(null, null).table().stream()
                .map(route -> route.method().name() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(described, routes);
    }

    @Test
    void answersAreAsDescribed() throws Exception {
        try (TestServer test = new TestServer(folder)) {
            test.client.post("/api/v1/notes", "{\"step\": 1, \"title\": \"one\"}");
            test.client.get(Client.SHARED + "/sources");
            test.client.json("PUT", Client.SHARED + "/breakpoints",
                    "{\"breakpoints\": [{\"kind\": \"line\", \"source\": \"PriceCache.java\", \"line\": 20}]}");
            Map<String, String> answers = Map.ofEntries(
                    Map.entry("/sessions", "/sessions"),
                    Map.entry("/sessions/{session}", "/sessions/shared"),
                    Map.entry("/sessions/{session}/breakpoints", "/sessions/shared/breakpoints"),
                    Map.entry("/sessions/{session}/threads", "/sessions/shared/threads"),
                    Map.entry("/sessions/{session}/threads/{thread}/frames", "/sessions/shared/threads/0/frames"),
                    Map.entry("/sessions/{session}/threads/{thread}/exception", "/sessions/shared/threads/0/exception"),
                    Map.entry("/sessions/{session}/frames/{frame}/scopes", "/sessions/shared/frames/100/scopes"),
                    Map.entry("/sessions/{session}/parts/{container}", "/sessions/shared/parts/1001"),
                    Map.entry("/sessions/{session}/completions", "/sessions/shared/completions?text=a"),
                    Map.entry("/sessions/{session}/locks", "/sessions/shared/locks"),
                    Map.entry("/sessions/{session}/sources", "/sessions/shared/sources"),
                    Map.entry("/sessions/{session}/sources/{source}/text", "/sessions/shared/sources/1/text"),
                    Map.entry("/sessions/{session}/breakable-lines", "/sessions/shared/breakable-lines?source=PriceCache.java"),
                    Map.entry("/sessions/{session}/line-counts", "/sessions/shared/line-counts?source=PriceCache.java"),
                    Map.entry("/sessions/{session}/overview", "/sessions/shared/overview"),
                    Map.entry("/sessions/{session}/console", "/sessions/shared/console"),
                    Map.entry("/sessions/{session}/exceptions", "/sessions/shared/exceptions"),
                    Map.entry("/sessions/{session}/history", "/sessions/shared/history?container=1001&name=known"),
                    Map.entry("/sessions/{session}/checkpoints", "/sessions/shared/checkpoints"),
                    Map.entry("/notes", "/notes"));
            for (Map.Entry<String, String> answer : answers.entrySet()) {
                check(schemaOfAnswer(answer.getKey()), test.client.get(Api.PREFIX + answer.getValue()), answer.getValue());
            }
        }
    }

    private static Map<String, Object> schemaOfAnswer(String path) {
        Map<String, Object> get = map(map(map(DOCUMENT.get("paths")).get(path)).get("get"));
        Map<String, Object> content = map(map(map(get.get("responses")).get("200")).get("content"));
        return map(map(content.get("application/json")).get("schema"));
    }

    /** As much of JSON Schema as the description uses. */
    private static void check(Map<String, Object> schema, Object value, String where) {
        if (schema.get("$ref") instanceof String ref) {
            String name = ref.substring(ref.lastIndexOf('/') + 1);
            check(map(map(map(DOCUMENT.get("components")).get("schemas")).get(name)), value, where + " " + name);
        } else if (schema.get("anyOf") instanceof List<?> any) {
            if (value != null) {
                check(map(any.getFirst()), value, where);
            }
        } else {
            switch ((String) schema.get("type")) {
                case "string" -> assertTrue(value instanceof String, where);
                case "integer" -> assertTrue(value instanceof Number, where);
                case "boolean" -> assertTrue(value instanceof Boolean, where);
                case "array" -> {
                    for (Object element : (List<?>) value) {
                        check(map(schema.get("items")), element, where + "[]");
                    }
                }
                case "object" -> object(schema, map(value), where);
                default -> throw new AssertionError(where + ": " + schema);
            }
            assertTrue(!(schema.get("enum") instanceof List<?> values) || values.contains(value), where + ": " + value);
        }
    }

    private static void object(Map<String, Object> schema, Map<String, Object> value, String where) {
        if (schema.get("additionalProperties") != null) {
            return;
        }
        Map<String, Object> properties = map(schema.get("properties"));
        for (Object name : (List<?>) schema.get("required")) {
            assertTrue(value.containsKey(name), where + " has no " + name + ": " + value);
        }
        for (Map.Entry<String, Object> field : value.entrySet()) {
            assertTrue(properties.containsKey(field.getKey()), where + " has an undescribed " + field.getKey());
            check(map(properties.get(field.getKey())), field.getValue(), where + "." + field.getKey());
        }
    }
}
