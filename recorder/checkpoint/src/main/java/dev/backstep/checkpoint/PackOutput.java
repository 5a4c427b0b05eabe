package dev.backstep.checkpoint;

import com.github.luben.zstd.Zstd;
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

/** Appends pages and checkpoints to a new pack, see {@link PackLayout}. Not for several threads. */
final class PackOutput implements AutoCloseable {
    private static final int LEVEL = 1;

    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment chunk = arena.allocate((long) PackLayout.CHUNK_PAGES * PageIndex.PAGE_BYTES, 8);
    private final ByteBuffer compressed =
            ByteBuffer.allocateDirect(PackLayout.RECORD_HEADER_BYTES + (int) Zstd.compressBound(chunk.byteSize()));
    private int chunkPages;
    private int pageCount;

    /** Creates a file that only its owner can read: it has all that the process had in memory. */
    PackOutput(Path file) throws IOException {
        channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ByteBuffer header = ByteBuffer.allocate(PackLayout.FILE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(PackLayout.MAGIC).putInt(PackLayout.VERSION);
        write(header.putInt(CheckedFile.checksum(header.slice(0, header.position()))).flip());
    }

    long sizeBytes() throws IOException {
        return channel.size();
    }

    /** Says what the checkpoints are of. */
    void origin(long origin) throws IOException {
        writeRecord(PackLayout.KIND_ORIGIN,
                ByteBuffer.allocate(PackLayout.RECORD_HEADER_BYTES + Long.BYTES).putLong(PackLayout.RECORD_HEADER_BYTES, Long.reverseBytes(origin)));
    }

    /** A page of memory for the next page. */
    MemorySegment next() {
        return chunk.asSlice((long) chunkPages * PageIndex.PAGE_BYTES, PageIndex.PAGE_BYTES);
    }

    /** The page is there. @return its number */
    int add() throws IOException {
        chunkPages++;
        if (chunkPages == PackLayout.CHUNK_PAGES) {
            flush();
        }
        return pageCount++;
    }

    /** Ends a chunk; the pages so far are in the file then. */
    void flush() throws IOException {
        if (chunkPages == 0) {
            return;
        }
        compressed.clear().position(PackLayout.RECORD_HEADER_BYTES);
        ByteBuffer pages = chunk.asSlice(0, (long) chunkPages * PageIndex.PAGE_BYTES).asByteBuffer();
        Zstd.compress(compressed, pages, LEVEL);
        writeRecord(PackLayout.KIND_PAGES, compressed.flip());
        chunkPages = 0;
    }

    /** The pages must have been flushed. */
    void checkpoint(Checkpoint checkpoint) throws IOException {
        byte[] bytes = CheckpointSerializer.toBytes(checkpoint);
        byte[] small = Zstd.compress(bytes, LEVEL);
        writeRecord(PackLayout.KIND_CHECKPOINT, ByteBuffer.allocate(PackLayout.RECORD_HEADER_BYTES + Integer.BYTES + small.length)
                .order(ByteOrder.LITTLE_ENDIAN).position(PackLayout.RECORD_HEADER_BYTES).putInt(bytes.length).put(small).flip());
    }

    void end() throws IOException {
        writeRecord(PackLayout.KIND_END, ByteBuffer.allocate(PackLayout.RECORD_HEADER_BYTES));
    }

    /** @param record room for the header, then the payload */
    private void writeRecord(int kind, ByteBuffer record) throws IOException {
        ByteBuffer payload = record.slice(PackLayout.RECORD_HEADER_BYTES, record.limit() - PackLayout.RECORD_HEADER_BYTES);
        ByteBuffer header = record.slice(0, PackLayout.RECORD_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(PackLayout.RECORD_MAGIC).putInt(kind).putLong(payload.remaining()).putInt(CheckedFile.checksum(payload));
        header.putInt(CheckedFile.checksum(header.slice(0, header.position())));
        write(record.position(0));
    }

    private void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        arena.close();
    }
}
