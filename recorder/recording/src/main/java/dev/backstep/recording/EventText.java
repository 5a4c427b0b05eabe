package dev.backstep.recording;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Events as text, each on one line:
 *
 * <pre>
 * index  thread  tick  kind  what happened
 * 17     t3      91245 RETURN  java/io/FileInputStream.readBytes([BII)I 5 6 bytes "hello\n"
 * </pre>
 *
 * Immutable.
 */
public final class EventText {
    /** Characters of one string or byte array that a line shows. */
    private static final int MAX_SHOWN = 80;

    private final List<String> hookNames;

    /** @param hookNames from the metadata; empty if that is lost, hooks are numbers then */
    public EventText(List<String> hookNames) {
        this.hookNames = List.copyOf(hookNames);
    }

    /** The whole line, without a line break. */
    public String line(Event event) {
        EventPosition position = event.position();
        return String.format(Locale.ROOT, "%8d  %-6s %12d  %s", position.index(), threadName(position.thread()), position.tick(),
                (event.kind().name() + "  " + details(event)).strip());
    }

    /** How a thread id is shown. */
    public static String threadName(int thread) {
        return thread == EventCodes.DESTROY_THREAD ? "end" : "t" + thread;
    }

    /** The native behind a hook id. */
    public String hookName(int hook) {
        return hook < hookNames.size() ? hookNames.get(hook) : "hook " + hook;
    }

    /** What happened, without position and kind. */
    public String details(Event event) {
        return switch (event) {
            case Event.Properties e -> e.properties().size() + " system properties";
            case Event.Launch e -> "mode " + e.mode() + " " + quote(e.what());
            case Event.Return e -> hookName(e.hook()) + values(e.values());
            case Event.Throw e -> hookName(e.hook()) + " " + e.className()
                    + (e.message() == null ? "" : ": " + quote(e.message())) + values(e.values());
            case Event.Block e -> hookName(e.hook());
            case Event.Wake e -> "decision " + e.decision() + " " + e.cause().name().toLowerCase(Locale.ROOT);
            case Event.NanoTime e -> Long.toString(e.nanos());
            case Event.CurrentTimeMillis e -> Long.toString(e.millis());
            case Event.TimeAdjustment e -> Long.toString(e.nanos());
            case Event.ReferenceCleared e -> "look " + e.look();
            case Event.ReferencesPending e -> e.ids().stream().map(String::valueOf).collect(Collectors.joining(" "));
            case Event.Signal e -> Integer.toString(e.number());
            case Event.HashAlign e -> Long.toString(e.sequence());
            case Event.Warning e -> escape(e.text());
            case Event.Deadlock e -> escape(e.text());
            case Event.Exit e -> "status " + e.status();
            case Event.RecordingStopped e -> escape(e.reason());
            case Event.ClassName e -> escape(e.name());
            case Event.Clock e -> String.format(Locale.ROOT, "%.3f ms", e.nanos() / 1e6);
            case Event.ThreadStart e -> threadName(e.child()) + " " + quote(e.name());
            case Event.Digest e -> HexFormat.of().toHexDigits(e.digest());
            case Event.CheckpointWanted e -> quote(e.label());
            case Event.VmError e -> (e.message() == null ? "" : escape(e.message()) + " ")
                    + (e.className() == null ? "at an unknown place" : "in " + e.className() + "." + e.method() + ":" + e.line());
        };
    }

    private static String values(List<Value> values) {
        return values.stream().map(value -> " " + text(value)).collect(Collectors.joining());
    }

    /** One value; long strings and arrays are cut. */
    public static String text(Value value) {
        return switch (value) {
            case Value.Text text -> quote(text.held());
            case Value.Bytes bytes -> bytes.lengthBytes() + " bytes " + preview(bytes.held());
            case Value.ObjectArray array -> array.componentClass() + list(array.elements());
            case Value.Fields fields -> (fields.className() == null ? "" : fields.className()) + list(fields.values());
            case Value.Argument argument -> "argument " + text(argument.value());
            case Value.NumberArray array -> numbers(array);
            case Value.Null _, Value.Number _, Value.Check _, Value.Seen _, Value.EnumConstant _ -> value.toString();
        };
    }

    private static String list(List<Value> values) {
        return values.stream().limit(MAX_SHOWN).map(EventText::text)
                .collect(Collectors.joining(", ", "[", values.size() > MAX_SHOWN ? ", …]" : "]"));
    }

    private static String numbers(Value.NumberArray array) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(array.held().length, MAX_SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(array.held()[i]);
        }
        return text.append(array.length() > MAX_SHOWN ? ", …]" : "]").toString();
    }

    /** Bytes as a string if they look like text, else in hexadecimal. */
    private static String preview(byte[] bytes) {
        int shown = Math.min(bytes.length, MAX_SHOWN);
        for (int i = 0; i < shown; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\r' && bytes[i] != '\t') {
                int hex = Math.min(bytes.length, MAX_SHOWN / 2);
                return HexFormat.of().formatHex(bytes, 0, hex) + (hex < bytes.length ? "…" : "");
            }
        }
        return quote(new String(bytes, 0, shown, StandardCharsets.UTF_8) + (shown < bytes.length ? "…" : ""));
    }

    private static String quote(String text) {
        if (text == null) {
            return "null";
        }
        return '"' + escape(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN - 1) + "…") + '"';
    }

    /** Keeps it on one line, and control sequences away from the terminal. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                default -> {
                    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                        escaped.append("\\u").append(HexFormat.of().toHexDigits((short) c));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        return escaped.toString();
    }
}
