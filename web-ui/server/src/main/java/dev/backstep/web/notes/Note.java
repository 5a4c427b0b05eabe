package dev.backstep.web.notes;

import dev.backstep.web.json.Fields;
import java.util.Map;

/**
 * A bookmark, with or without words.
 *
 * @param id unique in its recording
 * @param step position
 * @param thread id as in the event log
 * @param title one line
 * @param text Markdown, may be empty
 * @param place line of code, for people; may be empty
 * @param createdAtMillis since the epoch
 */
public record Note(long id, long step, int thread, String title, String text, String place, long createdAtMillis) {
    public Map<String, Object> toJson() {
        return Fields.of("id", id)
                .and("step", step)
                .and("thread", thread)
                .and("title", title)
                .and("text", text)
                .and("place", place)
                .and("createdAtMillis", createdAtMillis)
                .map();
    }

    static Note ofJson(Map<String, Object> json) {
        return new Note(number(json, "id"), number(json, "step"), (int) number(json, "thread"), text(json, "title"), text(json, "text"),
                text(json, "place"), number(json, "createdAtMillis"));
    }

    private static long number(Map<String, Object> json, String name) {
        return json.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String text(Map<String, Object> json, String name) {
        return json.get(name) instanceof String text ? text : "";
    }
}
