package dev.backstep.cli;

import dev.backstep.recording.Event;
import dev.backstep.recording.EventPosition;
import dev.backstep.recording.EventText;
import dev.backstep.recording.Value;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Events as JSON objects on one line each. All have {@code index, offset, thread, tick, kind}; further names depend on the kind.
 * The names are part of our interface.
 */
final class EventJson {
    private final EventText text;

    EventJson(EventText text) {
        this.text = text;
    }

    String line(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        EventPosition position = event.position();
        json.put("index", position.index());
        json.put("offset", position.offset());
        json.put("thread", position.thread());
        json.put("tick", position.tick());
        json.put("kind", event.kind().name());
        putPayload(json, event);
        return Json.line(json);
    }

    private void putPayload(Map<String, Object> json, Event event) {
        switch (event) {
            case Event.Properties e -> json.put("properties", e.properties());
            case Event.Launch e -> {
                json.put("mode", e.mode());
                json.put("what", e.what());
            }
            case Event.Return e -> {
                putHook(json, e.hook());
                json.put("values", values(e.values()));
            }
            case Event.Throw e -> {
                putHook(json, e.hook());
                json.put("exception", e.className());
                json.put("message", e.message());
                json.put("values", values(e.values()));
            }
            case Event.Block e -> putHook(json, e.hook());
            case Event.Wake e -> {
                json.put("decision", e.decision());
                json.put("cause", RecordingSummary.name(e.cause()));
            }
            case Event.NanoTime e -> json.put("nanos", e.nanos());
            case Event.CurrentTimeMillis e -> json.put("millis", e.millis());
            case Event.TimeAdjustment e -> json.put("nanos", e.nanos());
            case Event.ReferenceCleared e -> json.put("look", e.look());
            case Event.ReferencesPending e -> json.put("ids", e.ids());
            case Event.Signal e -> json.put("signal", e.number());
            case Event.HashAlign e -> json.put("sequence", e.sequence());
            case Event.Warning e -> json.put("text", e.text());
            case Event.Deadlock e -> json.put("text", e.text());
            case Event.Exit e -> json.put("status", e.status());
            case Event.RecordingStopped e -> json.put("reason", e.reason());
            case Event.ClassName e -> json.put("name", e.name());
            case Event.Clock e -> json.put("nanos", e.nanos());
            case Event.ThreadStart e -> {
                json.put("child", e.child());
                json.put("name", e.name());
            }
            case Event.Digest e -> json.put("digest", HexFormat.of().toHexDigits(e.digest()));
            case Event.CheckpointWanted e -> json.put("label", e.label());
            case Event.VmError e -> {
                json.put("message", e.message());
                json.put("class", e.className());
                json.put("method", e.method());
                json.put("line", e.line());
            }
        }
    }

    private void putHook(Map<String, Object> json, int hook) {
        json.put("hook", hook);
        json.put("native", text.hookName(hook));
    }

    private static List<Object> values(List<Value> values) {
        // Not List.of or toList: nulls are values.
        return Arrays.asList(values.stream().map(EventJson::value).toArray());
    }

    private static Object value(Value value) {
        return switch (value) {
            case Value.Null _ -> null;
            case Value.Number number -> number.value();
            case Value.Text string -> string.held();
            case Value.Bytes bytes -> object("bytes", bytes.lengthBytes(),
                    "base64", Base64.getEncoder().encodeToString(bytes.held()));
            case Value.ObjectArray array -> object("array", array.componentClass(), "elements", values(array.elements()));
            case Value.NumberArray array -> object("array", RecordingSummary.name(array.component()),
                    "elements", Arrays.stream(array.held()).boxed().toList());
            case Value.Fields fields -> object("class", fields.className(), "fields", values(fields.values()));
            case Value.Seen seen -> object("seen", seen.index());
            case Value.EnumConstant constant -> object("class", constant.className(), "constant", constant.name());
            case Value.Check check -> object("check", HexFormat.of().toHexDigits(check.digest()));
            case Value.Argument argument -> object("argument", value(argument.value()));
        };
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return json;
    }
}
