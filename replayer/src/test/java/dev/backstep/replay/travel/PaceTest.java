package dev.backstep.replay.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace();

    @Test
    void whatIsBehindAllRunsIsEstimatedByTheAverage() {
        pace.ran(0, 1_000, 20_000_000);
        assertEquals(40_000_000, pace.at(2_000));
        assertEquals(1_500, pace.stepAt(30_000_000));
    }

    @Test
    void aRunWithinAnotherDividesIt() {
        pace.ran(0, 1_000, 100_000_000);
        pace.ran(0, 900, 20_000_000);
        assertEquals(10_000_000, pace.at(450));
        assertEquals(60_000_000, pace.at(950));
        assertEquals(950, pace.stepAt(60_000_000));
    }

    @Test
    void timeAscendsWhateverIsMeasured() {
        pace.ran(0, 1_000, 100_000_000);
        pace.ran(0, 500, 300_000_000);      // the machine was busy
        pace.ran(900, 2_000, 1);
        double before = 0;
        for (long step = 0; step <= 3_000; step += 100) {
            assertEquals(Math.max(before, pace.at(step)), pace.at(step));
            before = pace.at(step);
        }
    }

    @Test
    void aRunFromAPlaceWhereNoneCameBy() {
        pace.ran(5_000, 6_000, 50_000_000);
        assertEquals(50_000_000, pace.at(6_000) - pace.at(5_000));
        assertEquals(5_500, pace.stepAt(pace.at(5_500)), 1);
    }
}
