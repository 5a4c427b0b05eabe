package dev.backstep.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Looks at pages in native memory. */
final class PageContent {
    private static final int WORDS = PageIndex.PAGE_BYTES / Long.BYTES;
    /** 2^64 divided by the golden ratio, as of Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private PageContent() { }

    static boolean isZero(MemorySegment memory, long offset) {
        for (long i = 0; i < PageIndex.PAGE_BYTES; i += 4 * Long.BYTES) {
            if ((word(memory, offset + i) | word(memory, offset + i + 8) | word(memory, offset + i + 16)
                    | word(memory, offset + i + 24)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** A hash to find pages by, and to compare what the debuggee has with what was stored. Not against attackers. */
    static long hash(MemorySegment memory, long offset) {
        long even = 0;
        long odd = GOLDEN;
        for (long i = 0; i < WORDS; i += 2) {
            even = (even ^ word(memory, offset + i * 8)) * GOLDEN;
            even ^= even >>> 29;
            odd = (odd ^ word(memory, offset + i * 8 + 8)) * GOLDEN;
            odd ^= odd >>> 31;
        }
        return even * 31 + odd;
    }

    private static long word(MemorySegment memory, long offset) {
        return memory.get(ValueLayout.JAVA_LONG, offset);
    }
}
