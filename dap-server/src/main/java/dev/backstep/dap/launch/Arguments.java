package dev.backstep.dap.launch;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.backstep.dap.wire.Trouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a launch configuration, which people write by hand: what has the wrong type is named. */
final class Arguments {
    private final JsonObject json;

    Arguments(JsonObject json) {
        this.json = json;
    }

    /** Empty if it is missing, null or the empty string. */
    Optional<String> text(String name) {
        return element(name).map(element -> {
            if (!element.isJsonPrimitive()) {
                throw wrong(name, "a text");
            }
            return element.getAsString();
        }).filter(text -> !text.isEmpty());
    }

    boolean flag(String name) {
        return element(name).map(element -> {
            if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
                throw wrong(name, "true or false");
            }
            return element.getAsBoolean();
        }).orElse(false);
    }

    Optional<Integer> number(String name) {
        return element(name).map(element -> {
            if (!element.isJsonPrimitive() || !element.getAsString().matches("[0-9]{1,9}")) {
                throw wrong(name, "a number");
            }
            return element.getAsInt();
        });
    }

    /** A list of texts, or one text that holds several words. */
    List<String> words(String name) {
        return element(name).map(element -> {
            if (element.isJsonPrimitive()) {
                return Words.split(element.getAsString());
            }
            return texts(name, element);
        }).orElse(List.of());
    }

    /** A list of texts, or a single one. Looks for several names, because clients differ. */
    List<String> list(String... names) {
        for (String name : names) {
            Optional<JsonElement> element = element(name);
            if (element.isPresent()) {
                return element.get().isJsonPrimitive() ? List.of(element.get().getAsString()) : texts(name, element.get());
            }
        }
        return List.of();
    }

    /** Texts by name; null means: without. */
    Map<String, String> texts(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        element(name).ifPresent(element -> {
            if (!element.isJsonObject()) {
                throw wrong(name, "an object with texts");
            }
            element.getAsJsonObject().entrySet().forEach(entry -> {
                if (!entry.getValue().isJsonPrimitive() && !entry.getValue().isJsonNull()) {
                    throw wrong(name + "." + entry.getKey(), "a text");
                }
                found.put(entry.getKey(), entry.getValue().isJsonNull() ? null : entry.getValue().getAsString());
            });
        });
        return found;
    }

    private static List<String> texts(String name, JsonElement element) {
        if (!element.isJsonArray() || !element.getAsJsonArray().asList().stream().allMatch(JsonElement::isJsonPrimitive)) {
            throw wrong(name, "a list of texts");
        }
        return element.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
    }

    private Optional<JsonElement> element(String name) {
        JsonElement element = json.get(name);
        return element == null || element.isJsonNull() ? Optional.empty() : Optional.of(element);
    }

    static RuntimeException wrong(String name, String wanted) {
        return Trouble.WRONG_ARGUMENTS.exception("The attribute '" + name + "' must be " + wanted + ".");
    }
}
