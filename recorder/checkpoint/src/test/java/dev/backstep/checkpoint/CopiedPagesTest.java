package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.backstep.linux.PageRange;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CopiedPagesTest {
    private static final long PAGE = 4096;

    private static PageRange range(long from, long to) {
        return new PageRange(from * PAGE, to * PAGE, true);
    }

    private static List<String> text(CopiedPages pages) {
        return IntStream.range(0, pages.rangeCount()).mapToObj(i -> pages.range(i).start() / PAGE + "-" + pages.range(i).end() / PAGE
                + " at " + pages.offset(i, pages.range(i).start()) / PAGE).toList();
    }

    @Test
    void rangesStandOneAfterTheOther() {
        CopiedPages pages = CopiedPages.of(MemorySegment.NULL, List.of(range(2, 5), range(10, 11)), List.of());
        assertEquals(List.of("2-5 at 0", "10-11 at 3"), text(pages));
        assertEquals(1 * PAGE, pages.offset(0, 3 * PAGE));
    }

    @Test
    void missingPagesLeaveHoles() {
        CopiedPages pages = CopiedPages.of(MemorySegment.NULL, List.of(range(2, 6), range(10, 12), range(20, 21)),
                List.of(range(2, 3), range(4, 5), range(11, 12), range(20, 21)));
        assertEquals(List.of("3-4 at 1", "5-6 at 3", "10-11 at 4"), text(pages));
    }

    @Test
    void rangesAreFoundByAddress() {
        CopiedPages pages = CopiedPages.of(MemorySegment.NULL, List.of(range(2, 5), range(10, 11)), List.of());
        assertEquals(List.of(0, 0, 1, 1, 2), List.of(pages.firstBehind(0), pages.firstBehind(4 * PAGE), pages.firstBehind(5 * PAGE),
                pages.firstBehind(10 * PAGE), pages.firstBehind(11 * PAGE)));
    }
}
