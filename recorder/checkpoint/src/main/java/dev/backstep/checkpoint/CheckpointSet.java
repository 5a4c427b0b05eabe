package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A checkpoint file to read: the checkpoints that were complete when it was opened. It may still be written to.
 * See {@link CheckpointLayout}.
 */
public final class CheckpointSet implements PageSource, AutoCloseable {
    private final CheckedFile file;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Pages> pageRecords = new ArrayList<>();

    /** A record of pages. */
    private record Pages(long payloadStart, long payloadBytes, int checksum) { }

    private CheckpointSet(CheckedFile file) {
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws CorruptCheckpointsException if it is not a checkpoint file, is from a newer version, or a checkpoint in it is damaged
     */
    public static CheckpointSet open(Path file) throws IOException {
        CheckpointSet set = new CheckpointSet(new CheckedFile(file));
        try {
            set.readHeader();
            set.readRecords();
            return set;
        } catch (IOException | RuntimeException e) {
            set.close();
            throw e;
        }
    }

    private void readHeader() throws IOException {
        file.checkHeader(file.upTo(CheckpointLayout.FILE_HEADER_BYTES, 0), CheckpointLayout.MAGIC, CheckpointLayout.VERSION,
                "not a checkpoint file of Backstep");
    }

    private void readRecords() throws IOException {
        long position = PageIndex.PAGE_BYTES;
        while (true) {
            ByteBuffer header = file.upTo(CheckpointLayout.RECORD_HEADER_BYTES, position);
            if (header.remaining() < CheckpointLayout.RECORD_HEADER_BYTES
                    || header.getInt(0) != CheckpointLayout.RECORD_MAGIC
                    || header.getInt(20) != CheckedFile.checksum(header.slice(0, 20))) {
                return;
            }
            long payload = position + PageIndex.PAGE_BYTES;
            long length = header.getLong(8);
            if (length > file.size() - payload) {
                throw file.corrupt(position, "the file has been cut off");
            }
            switch (header.getInt(4)) {
                case CheckpointLayout.KIND_PAGES -> pageRecords.add(new Pages(payload, length, header.getInt(16)));
                case CheckpointLayout.KIND_CHECKPOINT -> checkpoints.add(readCheckpoint(payload, length, header.getInt(16)));
                default -> throw file.corrupt(position, "record of unknown kind");
            }
            position = payload + CheckpointLayout.paddedToPage(length);
        }
    }

    private Checkpoint readCheckpoint(long position, long length, int expected) throws IOException {
        ByteBuffer payload = file.checkpoint(file.upTo(Math.toIntExact(length), position), position, expected);
        try {
            return CheckpointSerializer.fromBytes(payload.array());
        } catch (RuntimeException e) {
            throw file.corrupt(position, "damaged checkpoint: " + e);
        }
    }

    /** Reads all pages. @throws CorruptCheckpointsException at the first record whose checksum is wrong */
    public void verify() throws IOException {
        for (Pages record : pageRecords) {
            CRC32C crc = new CRC32C();
            for (long done = 0; done < record.payloadBytes; ) {
                ByteBuffer chunk = file.upTo((int) Math.min(1 << 20, record.payloadBytes - done), record.payloadStart + done);
                done += chunk.remaining();
                crc.update(chunk);
            }
            if ((int) crc.getValue() != record.checksum) {
                throw file.corrupt(record.payloadStart, "damaged pages");
            }
        }
    }

    @Override
    public void readPage(int page, MemorySegment target) throws IOException {
        ByteBuffer content = file.exactly(PageIndex.PAGE_BYTES, (long) page * PageIndex.PAGE_BYTES);
        target.copyFrom(MemorySegment.ofBuffer(content));
    }

    public Path file() {
        return file.path();
    }

    /** In the order in which they were taken. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
