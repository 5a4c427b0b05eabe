package dev.backstep.replay.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepTest {
    @ParameterizedTest
    @CsvSource({"30s, 30", "5m, 300", "2h, 7200"})
    void timesAreOfTheRecording(String text, long seconds) {
        assertEquals(seconds * 1_000_000_000L, Keep.parse(text).nanos().orElseThrow());
    }

    @Test
    void sizesAreBytes() {
        assertEquals(500_000_000L, Keep.parse("500M").bytes().orElseThrow());
        assertEquals("2s", Keep.parse("2G").usualRule());
    }

    @Test
    void tenCheckpointsFitIntoTheTime() {
        assertEquals("30s", Keep.parse("5m").usualRule());
        assertEquals("1s", Keep.parse("4s").usualRule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5min", "0m", "49M", "10K", "-1h"})
    void othersAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Keep.parse(text));
    }
}
