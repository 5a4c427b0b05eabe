package dev.backstep.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** JSON text of maps whose names are part of our interface: they stay, new ones may join. */
public final class Json {
    private static final JSON LINE = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);
    private static final JSON PRETTY = LINE.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() { }

    /** On one line, for JSON lines. */
    public static String line(Map<String, ?> object) {
        return write(LINE, object);
    }

    /** Over several lines, for a single result. */
    public static String pretty(Map<String, ?> object) {
        return write(PRETTY, object);
    }

    private static String write(JSON json, Map<String, ?> object) {
        try {
            return json.asString(object);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON for " + object.keySet(), e);
        }
    }
}
