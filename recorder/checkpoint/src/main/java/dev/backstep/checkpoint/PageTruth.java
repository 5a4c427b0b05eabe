package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import dev.backstep.linux.Pages;
import dev.backstep.linux.RemoteMemory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes of all pages of a frozen process, got another way than the checkpoint's: pages by the entries of pagemap,
 * contents through {@code /proc/PID/mem}, one by one.
 */
final class PageTruth {
    private static final int CHUNK_PAGES = 256;

    private final Map<Long, Long> hashes = new HashMap<>();

    static PageTruth of(int pid, List<MappingState> mappings, Pages pages, RemoteMemory memory) {
        PageTruth truth = new PageTruth();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate((long) CHUNK_PAGES * PageIndex.PAGE_BYTES, 8);
            for (MappingState state : mappings) {
                switch (state.backing()) {
                    case ANONYMOUS -> pages.list(state.mapping(), range -> truth.add(range, memory, chunk));
                    case FILE -> {
                        if (!state.mapping().isShared()) {
                            pages.list(state.mapping(), range -> truth.add(range, memory, chunk));
                        }
                    }
                    case COPY -> SharedMemory.contents(pid, memory, state.mapping())
                            .forEach(range -> truth.add(range, memory, chunk));
                    case KERNEL -> { }
                }
            }
        }
        return truth;
    }

    private void add(PageRange range, RemoteMemory memory, MemorySegment chunk) {
        for (long at = range.start(); at < range.end(); at += chunk.byteSize()) {
            long wanted = Math.min(chunk.byteSize(), range.end() - at);
            long got = memory.readAvailable(at, chunk.asSlice(0, wanted));
            for (long offset = 0; offset + PageIndex.PAGE_BYTES <= got; offset += PageIndex.PAGE_BYTES) {
                hashes.put(at + offset, PageContent.hash(chunk, offset));
            }
        }
    }

    int pageCount() {
        return hashes.size();
    }

    /** Reads the checkpoint back from the file. @return the number of pages that are not as they were */
    long countWrong(PageIndex index, PageSource file) throws IOException {
        long wrong = 0;
        long known = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment page = arena.allocate(PageIndex.PAGE_BYTES, 8);
            long hashOfZeros = PageContent.hash(page, 0);
            for (Map.Entry<Long, Long> entry : hashes.entrySet()) {
                int filePage = index.find(entry.getKey());
                long stored = hashOfZeros;
                if (filePage >= 0) {
                    known++;
                    file.readPage(filePage, page);
                    stored = PageContent.hash(page, 0);
                }
                if (stored != entry.getValue()) {
                    wrong++;
                }
            }
        }
        return wrong + index.pageCount() - known;   // pages that the process did not have are wrong as well
    }
}
