package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.RemoteMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the memory of a frozen process consists of. Pieces ascend; the written ones stand in the copy buffer one after
 * the other, in this order.
 */
final class MemorySnapshot {
    /** Pages in one mapping. */
    record Piece(PageRange range, Backing backing) { }

    private final List<Piece> pieces = new ArrayList<>();
    private final List<PageRange> written = new ArrayList<>();
    private long presentPages;
    private long writtenPages;

    /** How the pages of a private mapping are found. */
    interface PrivatePages {
        void collect(MemoryMapping mapping, Consumer<PageRange> result);
    }

    /**
     * Of a process that stands still.
     *
     * @param all whether pages that were not written count as written
     */
    static MemorySnapshot of(int pid, List<MappingState> mappings, RemoteMemory memory, PrivatePages pages, boolean all) {
        MemorySnapshot snapshot = new MemorySnapshot();
        for (MappingState state : mappings) {
            MemoryMapping mapping = state.mapping();
            Backing backing = state.backing();
            if (backing == Backing.COPY) {
                SharedMemory.contents(pid, memory, mapping).forEach(range -> snapshot.add(range, backing, true));
            } else if (backing != Backing.KERNEL && !mapping.isShared()) {
                pages.collect(mapping, range -> snapshot.add(range, backing, all));
            }
        }
        return snapshot;
    }

    private void add(PageRange range, Backing backing, boolean all) {
        PageRange marked = all && !range.written() ? new PageRange(range.start(), range.end(), true) : range;
        pieces.add(new Piece(marked, backing));
        presentPages += marked.pageCount();
        if (marked.written()) {
            written.add(marked);
            writtenPages += marked.pageCount();
        }
    }

    List<Piece> pieces() {
        return pieces;
    }

    List<PageRange> written() {
        return written;
    }

    long presentPages() {
        return presentPages;
    }

    long writtenPages() {
        return writtenPages;
    }
}
