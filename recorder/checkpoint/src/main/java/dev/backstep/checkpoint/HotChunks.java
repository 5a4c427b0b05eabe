package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import java.util.HashMap;
import java.util.Map;

/**
 * Pieces of memory that are rewritten nearly whole between any two checkpoints, as the young generation of a heap is. To watch
 * them would cost the program a fault for each page and tell nothing: they are copied whenever they are marked as written, and
 * their marks stay. A piece is hot when that was so twice, or when it was rewritten within one checkpoint, between the early copy and
 * the last one; and no longer when half of its pages were the same as before.
 */
final class HotChunks {
    private static final int CHUNK_PAGES = 64;
    private static final long CHUNK_BYTES = (long) CHUNK_PAGES * PageIndex.PAGE_BYTES;
    private static final int HOT_PAGES = CHUNK_PAGES * 7 / 8;
    private static final int COLD_PAGES = CHUNK_PAGES / 2;
    private static final int HOT_TIMES = 2;

    /** For each chunk how many times in a row it was rewritten. */
    private Map<Long, Integer> times = new HashMap<>();
    /** For each chunk how many of its pages have changed since the checkpoint before. */
    private Map<Long, int[]> changed = new HashMap<>();

    /** For each chunk how many of its pages were written again while the checkpoint was taken. */
    private Map<Long, int[]> again = new HashMap<>();

    /** Gets memory that is all hot, or all not. */
    interface Piece {
        void accept(long start, long end, boolean hot);
    }

    /** Takes a mapping apart, ascending. */
    void split(MemoryMapping mapping, Piece piece) {
        long start = mapping.start();
        if (times.isEmpty()) {
            piece.accept(start, mapping.end(), false);
            return;
        }
        while (start < mapping.end()) {
            boolean hot = isHot(start);
            long end = start;
            do {
                end = Math.min(mapping.end(), (end / CHUNK_BYTES + 1) * CHUNK_BYTES);
            } while (end < mapping.end() && isHot(end) == hot);
            piece.accept(start, end, hot);
            start = end;
        }
    }

    private boolean isHot(long address) {
        return times.getOrDefault(address / CHUNK_BYTES, 0) >= HOT_TIMES;
    }

    /** A page has other contents than in the checkpoint before. */
    void changed(long address) {
        changed.computeIfAbsent(address / CHUNK_BYTES, _ -> new int[1])[0]++;
    }

    /** A page that had been copied early had to be copied again. */
    void again(long address) {
        again.computeIfAbsent(address / CHUNK_BYTES, _ -> new int[1])[0]++;
    }

    /** A checkpoint was taken. */
    void taken() {
        Map<Long, Integer> next = new HashMap<>();
        changed.forEach((chunk, count) -> {
            int before = times.getOrDefault(chunk, 0);
            if (count[0] >= (before >= HOT_TIMES ? COLD_PAGES : HOT_PAGES)) {
                next.put(chunk, Math.min(HOT_TIMES, before + 1));
            }
        });
        again.forEach((chunk, count) -> {
            if (count[0] >= HOT_PAGES) {
                next.put(chunk, HOT_TIMES);
            }
        });
        forget(next);
    }

    /** Nothing is known. */
    void clear() {
        forget(new HashMap<>());
    }

    private void forget(Map<Long, Integer> known) {
        times = known;
        changed = new HashMap<>();
        again = new HashMap<>();
    }
}
