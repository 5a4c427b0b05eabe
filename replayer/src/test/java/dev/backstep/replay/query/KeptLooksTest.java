package dev.backstep.replay.query;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.Marks;
import dev.backstep.replay.session.TimelineSlice.ThreadLane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLooksTest {
    private static final FirstLook LOOK = new FirstLook(FirstLook.Axis.STEPS, 1L << 40, 5_000_000_000L, new TimelineSlice(
            List.of(new ThreadLane(0, "main", new long[] {0, 10}, new long[] {10, 20}, new byte[] {0, 2}),
                    new ThreadLane(7, "Käufer", new long[0], new long[0], new byte[0])),
            new Marks(new long[] {1, 50}, new int[] {0, 7}, new byte[] {0, 9}, new int[] {1, 70}, new String[] {"first", "second"}),
            new long[] {0, 100}, new long[] {0, 123_456_789_012L}));

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWrittenButForTexts() throws IOException {
        Path file = Files.write(folder.resolve("look"), KeptLooks.bytes(LOOK));
        FirstLook read = KeptLooks.read(file).orElseThrow();
        assertEquals(LOOK.end(), read.end());
        assertEquals(LOOK.events(), read.events());
        assertEquals(List.of("main", "Käufer"), read.picture().threads().stream().map(ThreadLane::name).toList());
        assertArrayEquals(new long[] {10, 20}, read.picture().threads().getFirst().to());
        assertArrayEquals(new byte[] {0, 2}, read.picture().threads().getFirst().state());
        assertArrayEquals(LOOK.picture().marks().step(), read.picture().marks().step());
        assertArrayEquals(LOOK.picture().marks().count(), read.picture().marks().count());
        assertArrayEquals(LOOK.picture().clockNanos(), read.picture().clockNanos());
    }

    @Test
    void damageIsNoticed() throws IOException {
        byte[] bytes = KeptLooks.bytes(LOOK);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 4;
            assertTrue(KeptLooks.read(Files.write(folder.resolve("look"), changed)).isEmpty(), "byte " + i);
        }
        assertTrue(KeptLooks.read(folder.resolve("none")).isEmpty());
    }
}
