package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/** Where a {@link ProcessCapture} puts what it has copied. Not for several threads. */
public abstract class CheckpointSink implements AutoCloseable {
    CheckpointSink() { }

    public abstract Path file();

    public abstract long sizeBytes() throws IOException;

    /**
     * The number of a page with this content, which is added if there is none. The memory must stay until {@link #commit}.
     */
    abstract int put(MemorySegment memory, long offset) throws IOException;

    /** The number of the page that is all zeros. */
    abstract int putZeros() throws IOException;

    /** Ends the pages that were put, and adds a checkpoint that refers to them. */
    abstract Checkpoint commit(Mark mark, ProcessState process, PageIndex pages) throws IOException;

    /** After a failed write we cannot know what of it is in the file. What was committed before stays good. */
    abstract void markBroken();

    /** How many pages of a checkpoint are not in the file as the process had them. */
    abstract long countWrong(PageTruth truth, int number) throws IOException;

    @Override
    public abstract void close() throws IOException;
}
