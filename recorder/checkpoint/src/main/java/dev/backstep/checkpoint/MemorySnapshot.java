package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import java.util.ArrayList;
import java.util.List;

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

    /** @param all whether pages that were not written count as written */
    void add(PageRange range, Backing backing, boolean all) {
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
