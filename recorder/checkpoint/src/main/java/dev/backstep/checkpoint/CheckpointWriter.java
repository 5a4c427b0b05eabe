package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes a checkpoint file, see {@link CheckpointLayout}. Equal pages are stored once, however many checkpoints or
 * addresses have them. A checkpoint is in the file when {@link #commit} has returned, even if we are killed then (not
 * if the power fails: nothing is synchronised). Not for several threads.
 */
public final class CheckpointWriter extends CheckpointSink {
    private static final int CHUNK_BYTES = 1 << 22;

    private final Path file;
    private final FileChannel channel;
    private final PageTable known = new PageTable();
    private final Arena arena = Arena.ofShared();
    private final MemorySegment compared = arena.allocate(PageIndex.PAGE_BYTES, 8);
    private final MemorySegment zeros = arena.allocate(PageIndex.PAGE_BYTES, 8);
    /** Where the record begins that is being written. */
    private long recordStart;
    private long payloadBytes;
    private CRC32C checksum = new CRC32C();
    private int checkpointCount;
    private boolean broken;
    // Pages that go into the file next: adjacent in memory, so that one write does.
    private MemorySegment pendingMemory;
    private long pendingOffset;
    private int pendingPages;

    /** Creates a file that only its owner can read: it has all that the process had in memory. */
    public CheckpointWriter(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ByteBuffer header = buffer(PageIndex.PAGE_BYTES);
        header.putLong(CheckpointLayout.MAGIC).putInt(CheckpointLayout.VERSION);
        putChecksum(header);
        writeFully(header, 0);
        recordStart = PageIndex.PAGE_BYTES;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public long sizeBytes() throws IOException {
        return channel.size();
    }

    int checkpointCount() {
        return checkpointCount;
    }

    @Override
    int put(MemorySegment memory, long offset) throws IOException {
        checkIntact();
        long hash = PageContent.hash(memory, offset);
        for (int candidate = known.first(hash); candidate >= 0; candidate = known.next(hash)) {
            if (hasContent(candidate, memory, offset)) {
                return candidate;
            }
        }
        int page = nextPage();
        append(memory, offset);
        known.add(hash, page);
        return page;
    }

    @Override
    int putZeros() throws IOException {
        return put(zeros, 0);
    }

    private int nextPage() {
        return Math.toIntExact((recordStart + PageIndex.PAGE_BYTES + payloadBytes) / PageIndex.PAGE_BYTES + pendingPages);
    }

    private boolean hasContent(int page, MemorySegment memory, long offset) throws IOException {
        flush();
        ByteBuffer target = compared.asByteBuffer();
        readFully(target, (long) page * PageIndex.PAGE_BYTES);
        return MemorySegment.mismatch(compared, 0, PageIndex.PAGE_BYTES, memory, offset, offset + PageIndex.PAGE_BYTES) < 0;
    }

    private void append(MemorySegment memory, long offset) throws IOException {
        boolean adjacent = memory == pendingMemory
                && offset == pendingOffset + (long) pendingPages * PageIndex.PAGE_BYTES;
        if (!adjacent) {
            flush();
            pendingMemory = memory;
            pendingOffset = offset;
        }
        pendingPages++;
        if (pendingPages * PageIndex.PAGE_BYTES >= CHUNK_BYTES) {
            flush();
        }
    }

    /** Writes what was put: the memory that it was put from may be reused then. */
    void flush() throws IOException {
        if (pendingPages == 0) {
            return;
        }
        long length = (long) pendingPages * PageIndex.PAGE_BYTES;
        ByteBuffer source = pendingMemory.asSlice(pendingOffset, length).asByteBuffer();
        checksum.update(source.duplicate());
        writeFully(source, recordStart + PageIndex.PAGE_BYTES + payloadBytes);
        payloadBytes += length;
        pendingOffset += length;
        pendingPages = 0;
    }

    @Override
    Checkpoint commit(Mark mark, ProcessState process, PageIndex pages) throws IOException {
        checkIntact();
        flush();
        pendingMemory = null;
        if (payloadBytes > 0) {
            endRecord(CheckpointLayout.KIND_PAGES);
        }
        Checkpoint checkpoint = new Checkpoint(checkpointCount, mark, process, pages);
        ByteBuffer payload = ByteBuffer.wrap(CheckpointSerializer.toBytes(checkpoint));
        checksum.update(payload.duplicate());
        payloadBytes = payload.remaining();
        writeFully(payload, recordStart + PageIndex.PAGE_BYTES);
        endRecord(CheckpointLayout.KIND_CHECKPOINT);
        checkpointCount++;
        return checkpoint;
    }

    @Override
    void markBroken() {
        broken = true;
    }

    @Override
    long countWrong(PageTruth truth, int number) throws IOException {
        try (CheckpointSet written = CheckpointSet.open(file)) {
            return truth.countWrong(written.checkpoints().get(number).pages(), written);
        }
    }

    private void checkIntact() {
        if (broken) {
            throw new IllegalStateException(file + ": an earlier write failed; go on in a new file");
        }
    }

    private void endRecord(int kind) throws IOException {
        long end = recordStart + PageIndex.PAGE_BYTES + CheckpointLayout.paddedToPage(payloadBytes);
        if (end > channel.size()) {
            writeFully(ByteBuffer.allocate(1), end - 1);
        }
        ByteBuffer header = buffer(PageIndex.PAGE_BYTES);
        header.putInt(CheckpointLayout.RECORD_MAGIC).putInt(kind).putLong(payloadBytes).putInt((int) checksum.getValue());
        putChecksum(header);
        writeFully(header, recordStart);
        recordStart = end;
        payloadBytes = 0;
        checksum = new CRC32C();
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of what stands in the buffer so far; leaves it ready to be written whole. */
    private static void putChecksum(ByteBuffer header) {
        header.putInt(CheckedFile.checksum(header.duplicate().flip())).rewind();
    }

    private void writeFully(ByteBuffer source, long position) throws IOException {
        for (long at = position; source.hasRemaining(); ) {
            at += channel.write(source, at);
        }
    }

    private void readFully(ByteBuffer target, long position) throws IOException {
        for (long at = position; target.hasRemaining(); ) {
            int count = channel.read(target, at);
            if (count < 0) {
                throw new CorruptCheckpointsException(file, at, "the file was cut off while we write it");
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        arena.close();
    }
}
