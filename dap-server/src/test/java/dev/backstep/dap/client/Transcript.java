package dev.backstep.dap.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was said, a line each: {@code >} request, {@code <} response, {@code !} event. Sequence numbers are left out, ids of breakpoints
 * are replaced by b1, b2, … in order of appearance.
 */
public final class Transcript {
    private final List<String> lines = new ArrayList<>();
    private final Map<Integer, String> breakpoints = new HashMap<>();

    synchronized void sent(JsonObject message) {
        lines.add("> " + message.get("command").getAsString() + body(message.get("arguments")));
    }

    synchronized void received(JsonObject message) {
        switch (message.get("type").getAsString()) {
            case "response" -> lines.add("< " + message.get("command").getAsString()
                    + (message.get("success").getAsBoolean() ? "" : " failed: " + message.get("message").getAsString()) + body(message.get("body")));
            case "event" -> lines.add("! " + message.get("event").getAsString() + body(message.get("body")));
            default -> lines.add("? " + message.get("command").getAsString() + body(message.get("arguments")));
        }
    }

    private String body(JsonElement body) {
        return body == null ? "" : " " + normal(body.deepCopy());
    }

    private JsonElement normal(JsonElement element) {
        if (element instanceof JsonArray array) {
            array.forEach(this::normal);
        } else if (element instanceof JsonObject object) {
            if (object.has("verified")) {
                object.add("id", breakpoint(object.get("id")));
            }
            if (object.get("hitBreakpointIds") instanceof JsonArray hit) {
                hit.asList().replaceAll(this::breakpoint);
            }
            object.entrySet().forEach(entry -> normal(entry.getValue()));
        }
        return element;
    }

    private JsonElement breakpoint(JsonElement id) {
        return new JsonPrimitive(breakpoints.computeIfAbsent(id.getAsInt(), unknown -> "b" + (breakpoints.size() + 1)));
    }

    public synchronized String text() {
        return String.join("\n", lines) + "\n";
    }
}
