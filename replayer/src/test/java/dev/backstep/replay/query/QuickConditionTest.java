package dev.backstep.replay.query;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickConditionTest {
    private static boolean mayHold(String condition, String... values) {
        List<ValueText> texts = Arrays.stream(values).map(text -> new ValueText(text, !text.startsWith("("))).toList();
        return QuickCondition.parse(condition).orElseThrow().mayHold(texts);
    }

    @Test
    void comparisonsThatDoNotHoldAreCertain() {
        assertFalse(mayHold("i == 3", "4"));
        assertFalse(mayHold("this.total.cents >= 10L", "9"));
        assertFalse(mayHold("i > 1 && i != 5", "5", "5"));
        assertFalse(mayHold("done", "false"));
        assertFalse(mayHold("!done", "true"));
        assertFalse(mayHold("next != null", "null"));
        assertFalse(mayHold("name.equals(\"anna\")", "\"bert\""));
    }

    @Test
    void whatMayHoldIsLeftToTheDebugger() {
        assertTrue(mayHold("i == 3", "3"));
        assertTrue(mayHold("i > 1 && i != 5", "2", "2"));
        assertTrue(mayHold("name.equals(\"anna\")", "null"), "it throws");
        assertTrue(mayHold("share == 3", "3.5"), "floating point has rules of its own");
        assertTrue(mayHold("i == 3", "(not known here)"));
        assertTrue(mayHold("next == null", "null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i % 2 == 0", "size() > 3", "a || b", "i == j", "name.equals(other)", "i == 0x10", "x = 3", "(i) == 1"})
    void otherConditionsAreNotQuick(String condition) {
        assertTrue(QuickCondition.parse(condition).isEmpty());
    }
}
