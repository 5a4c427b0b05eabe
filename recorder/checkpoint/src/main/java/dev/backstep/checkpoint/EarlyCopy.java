package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.RemoteMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What was copied of a process while it ran, so that less is left for when it stands still: live migration of virtual machines
 * does the same (Clark et al., NSDI 2005). Marks of written pages are reset <em>before</em> these are copied. So a page that is
 * written while it is copied, or later, is marked again, and is copied again at last; one that is not marked then is as it was
 * copied.
 *
 * <p>Nothing here has to be complete: a page that a pass misses, because its mapping was just made or is just going, has its mark
 * still, or gets it when it comes back. Pages that could not be read although their mark was reset are gone; they are copied at
 * last, should they be there again.
 */
final class EarlyCopy {
    /** Nothing was copied. */
    static final EarlyCopy NONE = new EarlyCopy();

    private static final int PASSES = 3;
    /** Copying less takes about a millisecond: another pass is not worth it. */
    private static final long WORTH_IT_BYTES = 4L << 20;

    /** The latest last. */
    private final List<CopiedPages> passes = new ArrayList<>();
    private final List<PageRange> missing = new ArrayList<>();
    private long lastBytes;
    private long pageCount;

    private EarlyCopy() { }

    /** @param all whether pages that were not written are to be copied, too */
    static EarlyCopy of(int pid, WriteWatch watch, RemoteMemory memory, CopyBuffer buffer, boolean all) {
        EarlyCopy copy = new EarlyCopy();
        long before = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES; pass++) {
            copy.pass(new ProcFiles(pid).mappings(), watch, memory, buffer, all && pass == 0);
            if (copy.lastBytes < WORTH_IT_BYTES || copy.lastBytes > before / 2) {
                break;
            }
            before = copy.lastBytes;
        }
        return copy;
    }

    private void pass(List<MemoryMapping> mappings, WriteWatch watch, RemoteMemory memory, CopyBuffer buffer, boolean all) {
        List<PageRange> ranges = new ArrayList<>();
        for (MemoryMapping mapping : mappings) {
            if (MappingState.isPrivate(mapping)) {
                watch.collectEarly(mapping, range -> {
                    if (all || range.written()) {
                        ranges.add(range);
                    }
                });
            }
        }
        lastBytes = ranges.stream().mapToLong(PageRange::lengthBytes).sum();
        pageCount += lastBytes / PageIndex.PAGE_BYTES;
        MemorySegment target = buffer.take(lastBytes);
        List<PageRange> gone = memory.gatherAvailable(ranges, target);
        gone.forEach(this::miss);
        passes.add(CopiedPages.of(target, ranges, gone));
    }

    private void miss(PageRange page) {
        if (!missing.isEmpty() && missing.getLast().end() == page.start()) {
            missing.add(new PageRange(missing.removeLast().start(), page.end(), true));
        } else {
            missing.add(page);
        }
    }

    /** What the last pass has copied: the next one may have to copy as much. */
    long lastBytes() {
        return lastBytes;
    }

    long pageCount() {
        return pageCount;
    }

    /** Whether one of these pages was not there when it was to be copied. */
    boolean misses(PageRange range) {
        return missing.stream().anyMatch(gone -> gone.start() < range.end() && gone.end() > range.start());
    }

    /** Gets a part of a range. */
    interface Part {
        /** @param pages what it was last copied with, null if it was not; {@code offset} is where in their memory */
        void accept(long start, long end, CopiedPages pages, long offset);
    }

    /** Takes a range apart, ascending, by what its pages were last copied with. */
    void split(long start, long end, Part part) {
        split(start, end, passes.size() - 1, part);
    }

    private void split(long start, long end, int pass, Part part) {
        if (pass < 0) {
            part.accept(start, end, null, 0);
            return;
        }
        CopiedPages pages = passes.get(pass);
        long at = start;
        for (int i = pages.firstBehind(start); i < pages.rangeCount() && pages.range(i).start() < end; i++) {
            long from = Math.max(at, pages.range(i).start());
            long to = Math.min(end, pages.range(i).end());
            if (at < from) {
                split(at, from, pass - 1, part);
            }
            part.accept(from, to, pages, pages.offset(i, from));
            at = to;
        }
        if (at < end) {
            split(at, end, pass - 1, part);
        }
    }

    /**
     * Says for pages that have no mark whether they must be copied at last all the same.
     *
     * @param all whether there is no checkpoint before that would have them
     */
    void settle(PageRange unwritten, boolean all, Consumer<PageRange> result) {
        if (misses(unwritten)) {
            result.accept(new PageRange(unwritten.start(), unwritten.end(), true));
        } else if (all) {
            split(unwritten.start(), unwritten.end(),
                    (start, end, pages, _) -> result.accept(new PageRange(start, end, pages == null)));
        } else {
            result.accept(unwritten);
        }
    }
}
