package dev.backstep.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory to copy pages to while a process stands still, kept from one checkpoint to the next. */
final class CopyBuffer implements AutoCloseable {
    private Arena arena = Arena.ofShared();
    private MemorySegment segment = MemorySegment.NULL;

    /**
     * Makes it at least this large; contents are lost. Before a process is frozen, for filling new memory takes time.
     */
    MemorySegment atLeast(long lengthBytes) {
        if (segment.byteSize() < lengthBytes) {
            arena.close();
            arena = Arena.ofShared();
            segment = MemorySegment.NULL;
            segment = arena.allocate(lengthBytes, PageIndex.PAGE_BYTES);
        }
        return segment;
    }

    @Override
    public void close() {
        arena.close();
    }
}
