package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import dev.backstep.linux.RemoteMemory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * The pages of a process that stands still for as long as it takes, so that nothing has to be copied first: they are numbered
 * in ascending order of their addresses. Not for several threads.
 */
final class LivePages implements PageSource {
    private static final int CHUNK_PAGES = 256;

    private final RemoteMemory memory;
    private final PageIndex index;
    private long[] addresses = new long[1 << 12];
    private int size;

    /** Looks at all pages once: those of zeros are left out where zeros are what a new mapping has. */
    LivePages(RemoteMemory memory, MemorySnapshot snapshot) {
        this.memory = memory;
        PageIndex.Builder builder = new PageIndex.Builder();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate((long) CHUNK_PAGES * PageIndex.PAGE_BYTES, 8);
            for (MemorySnapshot.Piece piece : snapshot.pieces()) {
                add(piece, chunk, builder);
            }
        }
        index = builder.build();
    }

    private void add(MemorySnapshot.Piece piece, MemorySegment chunk, PageIndex.Builder builder) {
        for (long at = piece.range().start(); at < piece.range().end(); at += chunk.byteSize()) {
            long end = Math.min(piece.range().end(), at + chunk.byteSize());
            memory.gather(List.of(new PageRange(at, end, true)), chunk);
            for (long page = at; page < end; page += PageIndex.PAGE_BYTES) {
                if (piece.backing() == Backing.FILE || !PageContent.isZero(chunk, page - at)) {
                    builder.add(page, size);
                    if (size == addresses.length) {
                        addresses = Arrays.copyOf(addresses, size * 2);
                    }
                    addresses[size++] = page;
                }
            }
        }
    }

    PageIndex index() {
        return index;
    }

    @Override
    public void readPage(int page, MemorySegment target) {
        memory.read(addresses[page], target);
    }
}
