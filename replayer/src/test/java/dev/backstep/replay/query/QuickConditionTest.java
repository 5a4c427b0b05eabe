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

    @Test
    void arithmeticAndAlternativesAreCertainToo() {
        assertFalse(mayHold("i % 5 == 4", "13"));
        assertTrue(mayHold("i % 5 == 4", "14"));
        assertFalse(mayHold("i == 1 || (i + j) * 2 == 10", "2", "4"));
        assertTrue(mayHold("i == 1 || (i + j) * 2 == 10", "2", "3"));
        assertFalse(mayHold("Math.abs(i) > 3 ? done : i == 7", "2", "true"));
        assertFalse(mayHold("name.startsWith(\"ab\") && name.length() == 3", "\"abcd\""));
        assertFalse(mayHold("orders.size() > 3 && i == 7", "8"), "whatever the call returns");
        assertFalse(mayHold("i == j", "1", "2"));
    }

    @Test
    void typesThatAreNotKnownAreLeftToTheDebugger() {
        assertTrue(mayHold("i * 2 > 0", "2000000000"), "an int overflows");
        assertTrue(mayHold("i + 1 > j", "2147483647", "2147483647"));
        assertFalse(mayHold("i * 2 < 0", "4000000000"), "a long");
        assertTrue(mayHold("a != b", "1", "1"), "they may be boxes");
        assertTrue(mayHold("a == b", "\"x\"", "\"x\""));
        assertTrue(mayHold("10 / i == 3", "0"), "it throws");
        assertTrue(mayHold("name.length() == 3", "\"abc… (70 characters)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"size() > 3", "orders.size() > 3", "x = 3", "i++ == 3", "--i == 3", "i ==", "orders.removeIf(o -> o.done)"})
    void otherConditionsAreNotQuick(String condition) {
        assertTrue(QuickCondition.parse(condition).isEmpty());
    }
}
