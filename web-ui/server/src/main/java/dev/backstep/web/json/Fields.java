package dev.backstep.web.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object that is being put together. */
public final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    public static Fields of(String name, Object value) {
        return new Fields().and(name, value);
    }

    public Fields and(String name, Object value) {
        map.put(name, value);
        return this;
    }

    public Map<String, Object> map() {
        return map;
    }
}
