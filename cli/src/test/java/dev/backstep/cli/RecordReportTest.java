package dev.backstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.record.RecordResult.Recorded;
import dev.backstep.recording.Ending;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordReportTest {
    private static RecordReport report(Path file, List<String> warnings, List<String> deadlocks) {
        return new RecordReport(new Recorded(file, Ending.EXITED, 12, 3456, 1_234_567, warnings, deadlocks));
    }

    @Test
    void oneLineWhenAllIsWell() {
        Path file = Path.of("a b.backstep").toAbsolutePath();
        assertEquals(List.of("recorded 12 events, 3456 ticks, 1.2 MB in 'a b.backstep'; "
                + "replay with: backstep replay 'a b.backstep'"), report(file, List.of(), List.of()).lines());
    }

    @Test
    void deadlocksAndTheFirstWarningsComeBefore() {
        List<String> lines = report(Path.of("/r"), Collections.nCopies(7, "w"), List.of("t1 and t2")).lines();
        assertEquals(8, lines.size());
        assertEquals("warning: w", lines.get(4));
        assertEquals("warning: 2 more; see: backstep info /r", lines.get(5));
        assertEquals("deadlock: t1 and t2", lines.get(6));
    }

    @Test
    void sizesHaveFittingUnits() {
        assertEquals("0 bytes", RecordReport.size(0));
        assertEquals("999 bytes", RecordReport.size(999));
        assertEquals("1.0 KB", RecordReport.size(1000));
        assertEquals("2.5 GB", RecordReport.size(2_500_000_000L));
    }

    @Test
    void jsonNamesStay() {
        assertEquals("{\"file\":\"/r\",\"exitCode\":7,\"ending\":\"exited\",\"events\":12,\"ticks\":3456,"
                + "\"sizeBytes\":1234567,\"warnings\":[\"w\"],\"deadlocks\":[]}",
                Json.line(report(Path.of("/r"), List.of("w"), List.of()).toJson(7)));
    }
}
