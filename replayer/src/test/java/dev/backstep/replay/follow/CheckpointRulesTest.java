package dev.backstep.replay.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.follow.CheckpointRules.Rule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointRulesTest {
    @Test
    void severalRulesHoldAtOnce() {
        CheckpointRules rules = CheckpointRules.parse(List.of("100ms,500000ticks", "adaptive"));
        assertEquals(100_000_000, rules.everyNanos().orElseThrow());
        assertEquals(500_000, rules.everyTicks().orElseThrow());
        assertEquals(Set.of(Rule.ADAPTIVE), rules.others());
    }

    @Test
    void secondsAreIntervals() {
        CheckpointRules rules = CheckpointRules.parse(List.of("2s"));
        assertEquals(2_000_000_000L, rules.everyNanos().orElseThrow());
        assertTrue(rules.everyTicks().isEmpty());
        assertTrue(rules.others().isEmpty());
    }

    @Test
    void writesAreOfAFieldOfAClass() {
        CheckpointRules rules = CheckpointRules.parse(List.of("network", "write:a.b.C$D.total"));
        assertEquals(new CheckpointRules.Field("a.b.C$D", "total"), rules.written().orElseThrow());
        assertEquals(List.of("-Dbackstep.question=watch|watch total a/b/C$D"), rules.vmOptions());
        assertEquals(Set.of(Rule.NETWORK), rules.others());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "0ms", "-1s", "2h", "1s,", "often", "write:total", "write:a.b,write:c.d", "misses", "0misses", "9999999999999s"})
    void othersAreRefused(String text) {
        assertThrows(RuntimeException.class, () -> CheckpointRules.parse(List.of(text)));
    }
}
