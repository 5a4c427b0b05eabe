package dev.backstep.web.api;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A JSON object from a client, which may hold anything. All getters throw {@link BadRequestResponse} for what is not as it should be. */
record Body(Map<String, Object> fields) {
    private static final int LONGEST_TEXT = 32_000;

    static Body of(Context context) {
        String text = context.body();
        if (text.isBlank()) {
            return new Body(Map.of());
        }
        try {
            return new Body(JSON.std.mapFrom(text));
        } catch (IOException e) {
            throw new BadRequestResponse("the request is not a JSON object");
        }
    }

    boolean has(String name) {
        return fields.get(name) != null;
    }

    String text(String name) {
        if (fields.get(name) instanceof String text && text.length() <= LONGEST_TEXT) {
            return text;
        }
        throw new BadRequestResponse("'" + name + "' must be a text of at most " + LONGEST_TEXT + " characters");
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    long number(String name) {
        if (fields.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw new BadRequestResponse("'" + name + "' must be a whole number");
    }

    int small(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw new BadRequestResponse("'" + name + "' is too large");
        }
        return (int) number;
    }

    int small(String name, int otherwise) {
        return has(name) ? small(name) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (fields.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw new BadRequestResponse("'" + name + "' must be true or false");
    }

    /** Ids are decimal numbers as text. */
    long id(String name) {
        return Parameters.id(name, text(name));
    }

    long id(String name, long otherwise) {
        return has(name) ? id(name) : otherwise;
    }

    Direction direction() {
        return oneOf(Direction.class, "direction");
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String name) {
        String text = text(name).toUpperCase(Locale.ROOT);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new BadRequestResponse("'" + name + "' must be one of " + List.of(type.getEnumConstants()));
    }

    List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        if (fields.get(name) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new BadRequestResponse("'" + name + "' must be a list of texts");
    }

    List<Body> objects(String name) {
        if (fields.get(name) instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
            return list.stream().map(element -> body((Map<?, ?>) element)).toList();
        }
        throw new BadRequestResponse("'" + name + "' must be a list of objects");
    }

    Body object(String name) {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return body(map);
        }
        throw new BadRequestResponse("'" + name + "' must be an object");
    }

    @SuppressWarnings("unchecked")      // keys of JSON objects are strings
    private static Body body(Map<?, ?> map) {
        return new Body((Map<String, Object>) map);
    }

    CodeLocation location() {
        return new CodeLocation(text("className"), text("method", ""), small("line"));
    }
}
