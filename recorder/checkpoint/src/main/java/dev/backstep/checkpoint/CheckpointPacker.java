package dev.backstep.checkpoint;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes a pack, see {@link PackLayout}: those checkpoints that are to be kept, with the pages that they need and no others.
 * So this is also how dropped checkpoints give their room back. Not for several threads.
 */
public final class CheckpointPacker implements AutoCloseable {
    private static final int LEVEL = 1;

    private final Path target;
    private final Path unfinished;
    private final FileChannel channel;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment chunk = arena.allocate((long) PackLayout.CHUNK_PAGES * PageIndex.PAGE_BYTES, 8);
    private final ByteBuffer compressed = ByteBuffer.allocateDirect((int) Zstd.compressBound(chunk.byteSize()));
    private int chunkPages;
    private int pageCount;
    private int checkpointCount;
    /** For each source, the number here of each of its pages. */
    private final Map<PageSource, Map<Integer, Integer>> numbers = new IdentityHashMap<>();

    /** Creates a file that only its owner can read. What is under this name stays until {@link #finish}. */
    public CheckpointPacker(Path target) throws IOException {
        this.target = target;
        unfinished = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ByteBuffer header = ByteBuffer.allocate(PackLayout.FILE_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(PackLayout.MAGIC).putInt(PackLayout.VERSION);
        write(header.putInt(CheckedFile.checksum(header.slice(0, header.position()))).flip());
    }

    /** Adds a checkpoint of a file that is being written, or of another pack. */
    public void add(CheckpointSet set, Checkpoint checkpoint) throws IOException {
        add((PageSource) set, checkpoint);
    }

    /** Adds a checkpoint of another pack. */
    public void add(CheckpointPack pack, Checkpoint checkpoint) throws IOException {
        add((PageSource) pack, checkpoint);
    }

    private void add(PageSource source, Checkpoint checkpoint) throws IOException {
        Map<Integer, Integer> known = numbers.computeIfAbsent(source, _ -> new HashMap<>());
        PageIndex pages = checkpoint.pages();
        PageIndex.Builder index = new PageIndex.Builder();
        for (int run = 0; run < pages.runCount(); run++) {
            for (int i = 0; i < pages.count(run); i++) {
                int page = pages.filePage(run) + i;
                Integer number = known.get(page);
                if (number == null) {
                    number = put(source, page);
                    known.put(page, number);
                }
                index.add(pages.address(run) + (long) i * PageIndex.PAGE_BYTES, number);
            }
        }
        flush();
        byte[] bytes = CheckpointSerializer.toBytes(
                new Checkpoint(checkpointCount++, checkpoint.mark(), checkpoint.process(), index.build()));
        byte[] small = Zstd.compress(bytes, LEVEL);
        writeRecord(PackLayout.KIND_CHECKPOINT, ByteBuffer.allocate(Integer.BYTES + small.length)
                .order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).put(small).flip());
    }

    private int put(PageSource source, int page) throws IOException {
        source.readPage(page, chunk.asSlice((long) chunkPages * PageIndex.PAGE_BYTES, PageIndex.PAGE_BYTES));
        chunkPages++;
        if (chunkPages == PackLayout.CHUNK_PAGES) {
            flush();
        }
        return pageCount++;
    }

    private void flush() throws IOException {
        if (chunkPages == 0) {
            return;
        }
        compressed.clear();
        ByteBuffer pages = chunk.asSlice(0, (long) chunkPages * PageIndex.PAGE_BYTES).asByteBuffer();
        Zstd.compress(compressed, pages, LEVEL);
        writeRecord(PackLayout.KIND_PAGES, compressed.flip());
        chunkPages = 0;
    }

    private void writeRecord(int kind, ByteBuffer payload) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(PackLayout.RECORD_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(PackLayout.RECORD_MAGIC).putInt(kind).putLong(payload.remaining()).putInt(CheckedFile.checksum(payload.duplicate()));
        write(header.putInt(CheckedFile.checksum(header.slice(0, header.position()))).flip());
        write(payload);
    }

    private void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }

    /** Puts the pack in place of what was under its name. */
    public void finish() throws IOException {
        writeRecord(PackLayout.KIND_END, ByteBuffer.allocate(0));
        channel.close();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        arena.close();
        Files.deleteIfExists(unfinished);
    }
}
