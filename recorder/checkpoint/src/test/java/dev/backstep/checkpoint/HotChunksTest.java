package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.linux.MemoryMapping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HotChunksTest {
    private static final long PAGE = 4096;
    private static final long CHUNK = 64 * PAGE;
    private static final MemoryMapping MAPPING = new MemoryMapping(CHUNK / 2, 4 * CHUNK, "rw-p", 0, 0, "");

    private final HotChunks chunks = new HotChunks();

    private String pieces() {
        List<String> pieces = new ArrayList<>();
        chunks.split(MAPPING, (start, end, hot) -> pieces.add(start / (CHUNK / 2) + "-" + end / (CHUNK / 2) + (hot ? " hot" : "")));
        return pieces.toString();
    }

    /** So many pages of the chunks 1 and 2. */
    private void checkpoint(int changedPages) {
        for (long at = CHUNK; at < 3 * CHUNK; at += PAGE) {
            if (at % CHUNK / PAGE < changedPages) {
                chunks.changed(at);
            }
        }
        chunks.taken();
    }

    @Test
    void whatIsRewrittenTwiceIsHot() {
        checkpoint(64);
        assertEquals("[1-8]", pieces());
        checkpoint(60);
        assertEquals("[1-2, 2-6 hot, 6-8]", pieces());
    }

    @Test
    void whatIsRewrittenWhileACheckpointIsTakenIsHotAtOnce() {
        for (long at = 3 * CHUNK; at < 4 * CHUNK; at += PAGE) {
            chunks.again(at);
        }
        chunks.taken();
        assertEquals("[1-6, 6-8 hot]", pieces());
    }

    @Test
    void oneRestEndsARow() {
        checkpoint(64);
        checkpoint(40);
        checkpoint(64);
        assertEquals("[1-8]", pieces());
    }

    @Test
    void hotChunksCoolWhenHalfOfThemStaysTheSame() {
        checkpoint(64);
        checkpoint(64);
        checkpoint(32);
        assertEquals("[1-2, 2-6 hot, 6-8]", pieces());
        checkpoint(31);
        assertEquals("[1-8]", pieces());
    }
}
