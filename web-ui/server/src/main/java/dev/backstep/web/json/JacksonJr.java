package dev.backstep.web.json;

import com.fasterxml.jackson.jr.ob.JSON;
import io.javalin.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/** JSON for Javalin by the library that the rest of Backstep uses. Maps and lists only. */
public final class JacksonJr implements JsonMapper {
    private static final JSON JSON_WRITER = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    @Override
    public String toJsonString(Object value, Type type) {
        return text(value);
    }

    public static String text(Object value) {
        try {
            return JSON_WRITER.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
