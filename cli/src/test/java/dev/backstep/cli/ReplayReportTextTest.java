package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.replay.Divergence;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.ReplayResult.Counts;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayReportTextTest {
    private static final Counts COUNTS = new Counts(12, 345, 6);

    private static String line(ReplayResult result, int count) {
        return new ReplayReportText(Path.of("r"), result, count).line();
    }

    @Test
    void everyResultIsOneLine() {
        assertEquals("replayed exactly: 12 events, 345 ticks", line(new ReplayResult.Exact(COUNTS, 0), 1));
        assertEquals("replayed exactly 5 times: 12 events, 345 ticks", line(new ReplayResult.Exact(COUNTS, 0), 5));
        assertEquals("replayed exactly: 12 events, 345 ticks, up to where the recording ends: the program was killed, or "
                + "recording stopped", line(new ReplayResult.Ended(COUNTS), 1));
        assertEquals("replayed exactly: 12 events, 345 ticks, up to byte 99, where the recording is damaged: it is cut off",
                line(new ReplayResult.Damaged(COUNTS, 99, "it is cut off"), 1));
        assertEquals("replay failed, in replay 3: no reason", line(new ReplayResult.Failed(COUNTS, "no reason"), 3));
    }

    @Test
    void divergenceNamesTheReplay() {
        Divergence divergence = new Divergence(1, "main", 2, 3, 4, "a", "b", List.of());
        assertEquals("the replay diverged from the recording after 12 events, 345 ticks, in replay 2",
                line(new ReplayResult.Diverged(COUNTS, divergence), 2));
    }
}
