package dev.backstep.checkpoint;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory to copy pages to while a process stands still, kept from one checkpoint to the next. */
final class CopyBuffer implements AutoCloseable {
    private Arena arena = Arena.ofShared();
    private MemorySegment segment = MemorySegment.NULL;
    private final Arena probeArena = Arena.ofShared();
    private final MemorySegment probe = probeArena.allocate(1 << 20, PageIndex.PAGE_BYTES);

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

    /** A small piece of memory for something else. */
    MemorySegment probe() {
        return probe;
    }

    @Override
    public void close() {
        probeArena.close();
        arena.close();
    }
}
