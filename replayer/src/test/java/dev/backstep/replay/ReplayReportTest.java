package dev.backstep.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.backstep.replay.ReplayResult.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayReportTest {
    @TempDir
    private Path folder;

    private ReplayResult read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("report"), text);
        return ReplayReport.read(file).toResult(99);
    }

    @Test
    void exact() throws IOException {
        assertEquals(new ReplayResult.Exact(new Counts(3, 40, 5), 7),
                read("result=exact\nevents=3\nticks=40\nswitches=5\nexit=7\n"));
    }

    @Test
    void ended() throws IOException {
        assertEquals(new ReplayResult.Ended(new Counts(3, 40, 0)), read("result=ended\nevents=3\nticks=40\n"));
    }

    @Test
    void divergenceKeepsFramesInOrderAndTextsOfSeveralLines() throws IOException {
        assertEquals(new ReplayResult.Diverged(new Counts(3, 40, 5),
                new Divergence(2, "pool 1=a", 39, 4, 4711, "a = b", "line 1\nline 2", List.of("x.A.a(A.java:1)", "x.B.b"))),
                read("result=divergence\nevents=3\nticks=40\nswitches=5\nthread=2 pool 1=a\ntick=39\noffset=4711\nevent=4\n"
                        + "expected=a = b\nactual=line 1\nline 2\nstack=x.A.a(A.java:1)\nstack=x.B.b\n"));
    }

    @Test
    void missingOrBrokenReportIsAFailure() throws IOException {
        ReplayResult.Failed failed = assertInstanceOf(ReplayResult.Failed.class, read(""));
        assertEquals(true, failed.problem().contains("status 99"), failed.problem());
        assertInstanceOf(ReplayResult.Failed.class, read("events=x\nresult=exa"));
        assertInstanceOf(ReplayResult.Diverged.class, read("result=divergence\nthread=\nticks="));
    }
}
