package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A checkpoint file to read: the checkpoints that were complete when it was opened. It may still be written to.
 * See {@link CheckpointLayout}.
 */
public final class CheckpointSet implements PageSource, AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Pages> pageRecords = new ArrayList<>();

    /** A record of pages. */
    private record Pages(long payloadStart, long payloadBytes, int checksum) { }

    private CheckpointSet(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens a file.
     *
     * @throws CorruptCheckpointsException if it is not a checkpoint file, is from a newer version, or a checkpoint in it is damaged
     */
    public static CheckpointSet open(Path file) throws IOException {
        CheckpointSet set = new CheckpointSet(file, FileChannel.open(file, StandardOpenOption.READ));
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
        ByteBuffer header = read(0, CheckpointLayout.FILE_HEADER_BYTES);
        if (header.remaining() < CheckpointLayout.FILE_HEADER_BYTES || header.getLong(0) != CheckpointLayout.MAGIC
                || header.getInt(12) != checksum(header.slice(0, 12))) {
            throw new CorruptCheckpointsException(file, 0, "not a checkpoint file of Backstep");
        }
        if (header.getInt(8) > CheckpointLayout.VERSION) {
            throw new CorruptCheckpointsException(file, 8, "version " + header.getInt(8)
                    + " is from a newer Backstep; this one reads up to " + CheckpointLayout.VERSION);
        }
    }

    private void readRecords() throws IOException {
        long position = PageIndex.PAGE_BYTES;
        while (true) {
            ByteBuffer header = read(position, CheckpointLayout.RECORD_HEADER_BYTES);
            if (header.remaining() < CheckpointLayout.RECORD_HEADER_BYTES
                    || header.getInt(0) != CheckpointLayout.RECORD_MAGIC
                    || header.getInt(20) != checksum(header.slice(0, 20))) {
                return;
            }
            long payload = position + PageIndex.PAGE_BYTES;
            long length = header.getLong(8);
            if (length > channel.size() - payload) {
                throw new CorruptCheckpointsException(file, position, "the file has been cut off");
            }
            switch (header.getInt(4)) {
                case CheckpointLayout.KIND_PAGES -> pageRecords.add(new Pages(payload, length, header.getInt(16)));
                case CheckpointLayout.KIND_CHECKPOINT -> checkpoints.add(readCheckpoint(payload, length, header.getInt(16)));
                default -> throw new CorruptCheckpointsException(file, position, "record of unknown kind");
            }
            position = payload + CheckpointLayout.paddedToPage(length);
        }
    }

    private Checkpoint readCheckpoint(long position, long length, int expected) throws IOException {
        ByteBuffer payload = read(position, Math.toIntExact(length));
        if (checksum(payload.duplicate()) != expected) {
            throw new CorruptCheckpointsException(file, position, "damaged checkpoint");
        }
        try {
            return CheckpointSerializer.fromBytes(payload.array());
        } catch (RuntimeException e) {
            throw new CorruptCheckpointsException(file, position, "damaged checkpoint: " + e);
        }
    }

    /** Reads all pages. @throws CorruptCheckpointsException at the first record whose checksum is wrong */
    public void verify() throws IOException {
        for (Pages record : pageRecords) {
            CRC32C crc = new CRC32C();
            for (long done = 0; done < record.payloadBytes; ) {
                ByteBuffer chunk = read(record.payloadStart + done, (int) Math.min(1 << 20, record.payloadBytes - done));
                done += chunk.remaining();
                crc.update(chunk);
            }
            if ((int) crc.getValue() != record.checksum) {
                throw new CorruptCheckpointsException(file, record.payloadStart, "damaged pages");
            }
        }
    }

    @Override
    public void readPage(int page, MemorySegment target) throws IOException {
        ByteBuffer content = read((long) page * PageIndex.PAGE_BYTES, PageIndex.PAGE_BYTES);
        if (content.remaining() < PageIndex.PAGE_BYTES) {
            throw new CorruptCheckpointsException(file, (long) page * PageIndex.PAGE_BYTES, "the file has been cut off");
        }
        target.copyFrom(MemorySegment.ofBuffer(content));
    }

    /** Up to a number of bytes, fewer at the end of the file. */
    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // until it is full
        }
        return buffer.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    public Path file() {
        return file;
    }

    /** In the order in which they were taken. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(checkpoints);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
