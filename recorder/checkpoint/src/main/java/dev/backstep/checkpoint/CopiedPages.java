package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Pages that were copied to memory of ours, one range after the other. Immutable. */
final class CopiedPages {
    private final MemorySegment memory;
    private final List<PageRange> ranges;
    /** Of each range in the memory. */
    private final long[] offsets;

    /**
     * @param ranges  as they were copied, ascending
     * @param missing pages of them that were not there, ascending
     */
    static CopiedPages of(MemorySegment memory, List<PageRange> ranges, List<PageRange> missing) {
        List<PageRange> there = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        long offset = 0;
        int next = 0;
        for (PageRange range : ranges) {
            long at = range.start();
            for (; next < missing.size() && missing.get(next).start() < range.end(); next++) {
                add(there, offsets, at, missing.get(next).start(), offset + at - range.start());
                at = missing.get(next).end();
            }
            add(there, offsets, at, range.end(), offset + at - range.start());
            offset += range.lengthBytes();
        }
        return new CopiedPages(memory, there, offsets.stream().mapToLong(Long::longValue).toArray());
    }

    private static void add(List<PageRange> there, List<Long> offsets, long start, long end, long offset) {
        if (start < end) {
            there.add(new PageRange(start, end, true));
            offsets.add(offset);
        }
    }

    private CopiedPages(MemorySegment memory, List<PageRange> ranges, long[] offsets) {
        this.memory = memory;
        this.ranges = ranges;
        this.offsets = offsets;
    }

    MemorySegment memory() {
        return memory;
    }

    int rangeCount() {
        return ranges.size();
    }

    PageRange range(int index) {
        return ranges.get(index);
    }

    /** Where a page of a range is in {@link #memory}. */
    long offset(int index, long address) {
        return offsets[index] + address - ranges.get(index).start();
    }

    /** The first range that ends behind an address; {@link #rangeCount} if there is none. */
    int firstBehind(long address) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).end() <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
