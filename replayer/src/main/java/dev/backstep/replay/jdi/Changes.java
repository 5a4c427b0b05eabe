package dev.backstep.replay.jdi;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells which values are others than at the stop before. Values are compared as texts, because objects of two processes have
 * nothing else in common. A variable that was not looked at at the stop before counts as unchanged.
 */
final class Changes {
    private Map<String, String> before = new HashMap<>();
    private Map<String, String> now = new HashMap<>();

    void moved() {
        before = now;
        now = new HashMap<>();
    }

    /** @param place of the variable: the same at both stops if it is the same variable */
    boolean isChanged(String place, String text) {
        now.put(place, text);
        String old = before.get(place);
        return old != null && !old.equals(text);
    }
}
