package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** Has the pages of checkpoints, by the numbers that their indexes give. */
interface PageSource {
    /** Not for several threads at the same time. @param target a page of native memory */
    void readPage(int page, MemorySegment target) throws IOException;
}
