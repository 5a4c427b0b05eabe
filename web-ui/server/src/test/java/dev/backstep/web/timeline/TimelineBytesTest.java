package dev.backstep.web.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimelineBytesTest {
    private static final Overview OVERVIEW = new Overview(new Position(1L << 40), 7, 5_000_000_000L, 1, "", Optional.empty());
    private static final TimelineSlice EXAMPLE = new TimelineSlice(
            List.of(new ThreadLane(0, "main", new long[] {0, 10, 20}, new long[] {10, 20, 30}, new byte[] {0, 2, 7}),
                    new ThreadLane(1_000_001, "Käufer-1", new long[0], new long[0], new byte[0])),
            new Marks(new long[] {1, 50, (1L << 53) - 1}, new int[] {0, -1, 1_000_001}, new byte[] {0, 2, 9},
                    new int[] {1, 7, (int) (4_000_000_000L - (1L << 31))}, new String[] {"first", "zwölf \"Tee\"", ""}),
            new long[] {0, 100}, new long[] {0, 123_456_789_012L});

    /**
     * The page's tests read the same file. After a change on purpose, write it anew: {@code -Dbackstep.write.example=true}.
     */
    @Test
    void bytesAreThoseThatThePageReads() throws IOException {
        byte[] bytes = TimelineBytes.of(OVERVIEW, EXAMPLE, true);
        if (Boolean.getBoolean("backstep.write.example")) {
            Files.write(Path.of("src/test/resources/dev/backstep/web/timeline/example.bin"), bytes);
        }
        try (InputStream example = TimelineBytesTest.class.getResourceAsStream("example.bin")) {
            assertArrayEquals(example.readAllBytes(), bytes);
        }
    }

    @Test
    void textsAreLeftOutUnlessAskedFor() {
        byte[] with = TimelineBytes.of(OVERVIEW, EXAMPLE, true);
        byte[] without = TimelineBytes.of(OVERVIEW, EXAMPLE, false);
        assertEquals(32, with.length - without.length);     // ["first","zwölf \"Tee\"",""] in UTF-8, filled up to a multiple of 8
    }

    @Test
    void emptySliceIsAHeader() {
        TimelineSlice empty = new TimelineSlice(List.of(), new Marks(new long[0], new int[0], new byte[0], new int[0], new String[0]),
                new long[0], new long[0]);
        assertEquals(48, TimelineBytes.of(OVERVIEW, empty, false).length);
    }
}
