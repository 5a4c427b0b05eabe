package dev.backstep.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory to copy pages to, kept from one checkpoint to the next. New memory is filled when it is made, for that takes longer than
 * the copying: so it is made before a process is frozen.
 */
final class CopyBuffer implements AutoCloseable {
    private static final long LEAST_BYTES = 16L << 20;
    /** The first checkpoint takes all of a process, later ones little. */
    private static final int MOST_UNUSED = 4;

    private Arena arena = Arena.ofShared();
    private final List<MemorySegment> blocks = new ArrayList<>();
    /** How much of the last block is taken. */
    private long taken;
    /** And of all of them, since the last time that all was taken back. */
    private long used;

    /** Takes everything back; contents are lost. Several blocks become one, and much that was not used is given away. */
    void clear() {
        long room = blocks.stream().mapToLong(MemorySegment::byteSize).sum();
        if (blocks.size() > 1 || used * MOST_UNUSED < room && room > LEAST_BYTES) {
            arena.close();
            arena = Arena.ofShared();
            blocks.clear();
            add(Math.max(LEAST_BYTES, Math.min(room, used * 2)));
        }
        taken = 0;
        used = 0;
    }

    /** Makes sure that so much can be taken at once without making new memory. */
    void reserve(long lengthBytes) {
        if (blocks.isEmpty() || blocks.getLast().byteSize() - taken < lengthBytes) {
            add(Math.max(LEAST_BYTES, lengthBytes));
        }
    }

    private void add(long lengthBytes) {
        blocks.add(arena.allocate(lengthBytes, PageIndex.PAGE_BYTES));
        taken = 0;
    }

    MemorySegment take(long lengthBytes) {
        reserve(lengthBytes);
        MemorySegment result = blocks.getLast().asSlice(taken, lengthBytes);
        taken += lengthBytes;
        used += lengthBytes;
        return result;
    }

    @Override
    public void close() {
        arena.close();
    }
}
