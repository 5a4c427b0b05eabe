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

    private Arena arena = Arena.ofShared();
    private final List<MemorySegment> blocks = new ArrayList<>();
    /** How much of the last block is taken. */
    private long taken;

    /** Takes everything back; contents are lost. Several blocks become one. */
    void clear() {
        if (blocks.size() > 1) {
            long lengthBytes = blocks.stream().mapToLong(MemorySegment::byteSize).sum();
            arena.close();
            arena = Arena.ofShared();
            blocks.clear();
            add(lengthBytes);
        }
        taken = 0;
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
        return result;
    }

    @Override
    public void close() {
        arena.close();
    }
}
