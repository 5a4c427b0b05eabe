package dev.backstep.checkpoint;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Checkpoints at rest, see {@link PackLayout}. To restore one, its pages are unpacked into a {@link CheckpointSet}. Not for
 * several threads.
 */
public final class CheckpointPack implements PageSource, AutoCloseable {
    private static final int CHUNK_BYTES = PackLayout.CHUNK_PAGES * PageIndex.PAGE_BYTES;

    private final CheckedFile file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment chunk = arena.allocate(CHUNK_BYTES, 8);
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private int pageCount;
    private int inChunk = -1;
    private OptionalLong origin = OptionalLong.empty();
    private boolean finished;

    /** A record of pages. */
    private record Chunk(int firstPage, long position, int lengthBytes, int checksum) { }

    private CheckpointPack(CheckedFile file) {
        this.file = file;
    }

    /**
     * Opens a pack.
     *
     * @throws CorruptCheckpointsException if it is none, is from a newer version, or is damaged where it was looked at
     */
    public static CheckpointPack open(Path file) throws IOException {
        CheckpointPack pack = new CheckpointPack(new CheckedFile(file));
        try {
            pack.readHeader();
            pack.readRecords();
            return pack;
        } catch (IOException | RuntimeException e) {
            pack.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        file.checkHeader(file.exactly(PackLayout.FILE_HEADER_BYTES, 0), PackLayout.MAGIC, PackLayout.VERSION, "not a pack of checkpoints");
    }

    private void readRecords() throws IOException {
        long position = PackLayout.FILE_HEADER_BYTES;
        while (true) {
            ByteBuffer header = file.upTo(PackLayout.RECORD_HEADER_BYTES, position);
            if (header.remaining() < PackLayout.RECORD_HEADER_BYTES) {
                endEarly(position);
                return;
            }
            if (header.getInt(0) != PackLayout.RECORD_MAGIC || header.getInt(20) != CheckedFile.checksum(header.slice(0, 20))) {
                throw file.corrupt(position, "damaged record");
            }
            long payload = position + PackLayout.RECORD_HEADER_BYTES;
            int length = Math.toIntExact(header.getLong(8));
            if (length > file.size() - payload) {
                endEarly(position);
                return;
            }
            switch (header.getInt(4)) {
                case PackLayout.KIND_PAGES -> {
                    // All chunks are full but the last one before a checkpoint, which says by its content how full it is.
                    chunks.add(new Chunk(pageCount, payload, length, header.getInt(16)));
                    pageCount += pagesIn(payload, length);
                }
                case PackLayout.KIND_CHECKPOINT -> checkpoints.add(readCheckpoint(payload, length, header.getInt(16)));
                case PackLayout.KIND_ORIGIN -> origin = OptionalLong.of(file.exactly(length, payload).getLong());
                case PackLayout.KIND_END -> {
                    finished = true;
                    return;
                }
                default -> throw file.corrupt(position, "record of unknown kind");
            }
            position = payload + length;
        }
    }

    /** One that grows is being written still, or its writer was killed; others were put there whole. */
    private void endEarly(long position) {
        if (origin.isEmpty()) {
            throw file.corrupt(position, "the file has been cut off");
        }
    }

    /** From the header of the zstd frame, which is no longer than 18 bytes. */
    private int pagesIn(long position, int length) throws IOException {
        byte[] start = file.exactly(Math.min(length, 18), position).array();
        long bytes = Zstd.getFrameContentSize(start);
        if (bytes <= 0 || bytes > CHUNK_BYTES || bytes % PageIndex.PAGE_BYTES != 0) {
            throw file.corrupt(position, "damaged pages");
        }
        return (int) (bytes / PageIndex.PAGE_BYTES);
    }

    private Checkpoint readCheckpoint(long position, int length, int expected) throws IOException {
        ByteBuffer payload = file.checkpoint(file.exactly(length, position), position, expected);
        try {
            int bytes = payload.getInt();
            return CheckpointSerializer.fromBytes(
                    Zstd.decompress(Arrays.copyOfRange(payload.array(), Integer.BYTES, length), bytes));
        } catch (RuntimeException e) {
            throw file.corrupt(position, "damaged checkpoint: " + e);
        }
    }

    @Override
    public void readPage(int page, MemorySegment target) throws IOException {
        load(page);
        long offset = (long) (page - chunks.get(inChunk).firstPage) * PageIndex.PAGE_BYTES;
        target.copyFrom(chunk.asSlice(offset, PageIndex.PAGE_BYTES));
    }

    private void load(int page) throws IOException {
        int wanted = chunkOf(page);
        if (wanted == inChunk) {
            return;
        }
        Chunk record = chunks.get(wanted);
        ByteBuffer source = file.exactly(ByteBuffer.allocateDirect(record.lengthBytes), record.position);
        if (CheckedFile.checksum(source.duplicate()) != record.checksum) {
            throw file.corrupt(record.position, "damaged pages");
        }
        inChunk = -1;
        Zstd.decompress(chunk.asByteBuffer(), source);
        inChunk = wanted;
    }

    private int chunkOf(int page) {
        if (page < 0 || page >= pageCount) {
            throw file.corrupt(0, "a checkpoint needs page " + page + " of " + pageCount);
        }
        int low = 0;
        int high = chunks.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (chunks.get(middle).firstPage <= page) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Reads all of it. @throws CorruptCheckpointsException at the first record whose checksum is wrong */
    public void verify() throws IOException {
        for (Chunk record : chunks) {
            load(record.firstPage);
        }
    }

    /** Writes one of the checkpoints to a new file from which it can be restored, best in memory-backed storage. */
    public void unpack(Checkpoint checkpoint, Path target) throws IOException {
        try (CheckpointWriter writer = new CheckpointWriter(target)) {
            copy(checkpoint, writer, new HashMap<>());
        }
    }

    /**
     * Copies one of the checkpoints.
     *
     * @param written which pages of the pack have been written, and where
     * @return as it is in the other file
     */
    Checkpoint copy(Checkpoint checkpoint, CheckpointWriter writer, Map<Integer, Integer> written) throws IOException {
        PageIndex pages = checkpoint.pages();
        int[] needed = IntStream.range(0, pages.runCount())
                .flatMap(run -> IntStream.range(pages.filePage(run), pages.filePage(run) + pages.count(run)))
                .filter(page -> !written.containsKey(page)).sorted().distinct().toArray();
        for (int page : needed) {
            if (chunkOf(page) != inChunk) {
                writer.flush();
                load(page);
            }
            long offset = (long) (page - chunks.get(inChunk).firstPage) * PageIndex.PAGE_BYTES;
            written.put(page, writer.put(chunk, offset));
        }
        PageIndex.Builder index = new PageIndex.Builder();
        for (int run = 0; run < pages.runCount(); run++) {
            for (int i = 0; i < pages.count(run); i++) {
                index.add(pages.address(run) + (long) i * PageIndex.PAGE_BYTES, written.get(pages.filePage(run) + i));
            }
        }
        return writer.commit(checkpoint.mark(), checkpoint.process(), index.build());
    }

    public Path file() {
        return file.path();
    }

    /** Those that were whole when it was opened, in the order in which they were taken. Numbers of dropped ones are missing. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    public Optional<Checkpoint> checkpoint(int number) {
        return checkpoints.stream().filter(checkpoint -> checkpoint.number() == number).findFirst();
    }

    /** Says what the checkpoints are of: the same number as whoever wrote them gave. */
    public OptionalLong origin() {
        return origin;
    }

    /** Whether nothing will follow: false while it is being written, and for good if its writer was killed. */
    public boolean isFinished() {
        return finished;
    }

    @Override
    public void close() throws IOException {
        file.close();
        arena.close();
    }
}
