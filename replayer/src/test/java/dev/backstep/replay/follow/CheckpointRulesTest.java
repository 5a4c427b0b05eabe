package dev.backstep.replay.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointRulesTest {
    @Test
    void severalRulesHoldAtOnce() {
        CheckpointRules rules = CheckpointRules.parse(List.of("100ms,500000ticks", "adaptive"));
        assertEquals(100_000_000, rules.everyNanos().orElseThrow());
        assertEquals(500_000, rules.everyTicks().orElseThrow());
        assertTrue(rules.adaptive());
    }

    @Test
    void secondsAreIntervals() {
        CheckpointRules rules = CheckpointRules.parse(List.of("2s"));
        assertEquals(2_000_000_000L, rules.everyNanos().orElseThrow());
        assertTrue(rules.everyTicks().isEmpty());
        assertFalse(rules.adaptive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "0ms", "-1s", "2h", "1s,", "often", "9999999999999s"})
    void othersAreRefused(String text) {
        assertThrows(RuntimeException.class, () -> CheckpointRules.parse(List.of(text)));
    }
}
