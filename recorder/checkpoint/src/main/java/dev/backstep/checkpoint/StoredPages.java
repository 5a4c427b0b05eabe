package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Puts what was copied of a process into the file, in ascending order of addresses, and makes the index of it. */
final class StoredPages {
    private final CheckpointSink file;
    /** Of the checkpoint before; null if there is none. */
    private final PageIndex base;
    private final HotChunks hot;
    private final PageIndex.Builder index = new PageIndex.Builder();

    /** Pages of one range that stand together. */
    private record Part(long start, long end, CopiedPages pages, long offset) { }

    StoredPages(CheckpointSink file, PageIndex base, HotChunks hot) {
        this.file = file;
        this.base = base;
        this.hot = hot;
    }

    /** Adds pages that were copied. One of zeros needs no entry where zeros are what a new mapping has. */
    void add(long start, long end, MemorySegment memory, long from, Backing backing) throws IOException {
        long offset = from;
        for (long at = start; at < end; at += PageIndex.PAGE_BYTES, offset += PageIndex.PAGE_BYTES) {
            int page = -1;
            if (!PageContent.isZero(memory, offset)) {
                page = file.put(memory, offset);
            } else if (backing == Backing.FILE) {
                page = file.putZeros();
            }
            if (page >= 0) {
                index.add(at, page);
            }
            if (base != null && base.find(at) != page) {
                hot.changed(at);
            }
        }
    }

    /** Adds pages that were not written since they were last copied, early or for the checkpoint before. */
    void addUnwritten(PageRange range, EarlyCopy early, Backing backing) throws IOException {
        List<Part> parts = new ArrayList<>();
        early.split(range.start(), range.end(), (start, end, pages, offset) -> parts.add(new Part(start, end, pages, offset)));
        for (Part part : parts) {
            if (part.pages == null) {
                index.addFrom(base, part.start, part.end);
            } else {
                add(part.start, part.end, part.pages.memory(), part.offset, backing);
            }
        }
    }

    PageIndex index() {
        return index.build();
    }
}
