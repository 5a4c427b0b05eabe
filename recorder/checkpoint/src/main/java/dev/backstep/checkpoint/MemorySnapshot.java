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

    /** Says of pages that were not written which of them count as written. */
    interface Unwritten {
        void settle(PageRange range, Consumer<PageRange> result);
    }

    /** Of a process that stands still: all pages count as written. */
    static MemorySnapshot whole(int pid, List<MappingState> mappings, RemoteMemory memory, PrivatePages pages) {
        return of(pid, mappings, memory, pages, (range, result) -> result.accept(new PageRange(range.start(), range.end(), true)));
    }

    /** Of a process that stands still. */
    static MemorySnapshot of(int pid, List<MappingState> mappings, RemoteMemory memory, PrivatePages pages, Unwritten unwritten) {
        MemorySnapshot snapshot = new MemorySnapshot();
        for (MappingState state : mappings) {
            MemoryMapping mapping = state.mapping();
            Backing backing = state.backing();
            if (backing == Backing.COPY) {
                SharedMemory.contents(pid, memory, mapping).forEach(range -> snapshot.add(range, backing));
            } else if (MappingState.isPrivate(mapping)) {
                pages.collect(mapping, range -> {
                    if (range.written()) {
                        snapshot.add(range, backing);
                    } else {
                        unwritten.settle(range, settled -> snapshot.add(settled, backing));
                    }
                });
            }
        }
        return snapshot;
    }

    private void add(PageRange range, Backing backing) {
        pieces.add(new Piece(range, backing));
        presentPages += range.pageCount();
        if (range.written()) {
            written.add(range);
            writtenPages += range.pageCount();
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
