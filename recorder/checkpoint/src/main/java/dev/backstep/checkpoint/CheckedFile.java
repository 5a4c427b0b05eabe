package dev.backstep.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of checkpoints to read, packed or not: little-endian bytes at positions, and their checksums. Both begin alike:
 *
 * <pre>
 *  0  magic     8 bytes
 *  8  version   4 bytes
 * 12  checksum  4 bytes, of what is before it
 * </pre>
 */
final class CheckedFile implements AutoCloseable {
    private static final int VERSION_OFFSET = 8;
    private static final int CHECKSUM_OFFSET = 12;

    private final Path file;
    private final FileChannel channel;

    CheckedFile(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    Path path() {
        return file;
    }

    long size() throws IOException {
        return channel.size();
    }

    /**
     * @param header the first bytes of the file
     * @param otherwise what is said of a file that begins otherwise
     * @throws CorruptCheckpointsException if it is another kind of file, or from a newer version
     */
    void checkHeader(ByteBuffer header, long magic, int version, String otherwise) {
        if (header.remaining() < CHECKSUM_OFFSET + Integer.BYTES || header.getLong(0) != magic
                || header.getInt(CHECKSUM_OFFSET) != checksum(header.slice(0, CHECKSUM_OFFSET))) {
            throw corrupt(0, otherwise);
        }
        int written = header.getInt(VERSION_OFFSET);
        if (written > version) {
            throw corrupt(VERSION_OFFSET, "version " + written + " is from a newer Backstep; this one reads up to " + version);
        }
    }

    /** The bytes of a checkpoint. @throws CorruptCheckpointsException if they do not have the expected checksum */
    ByteBuffer checkpoint(ByteBuffer payload, long position, int expected) {
        if (checksum(payload.duplicate()) != expected) {
            throw corrupt(position, "damaged checkpoint");
        }
        return payload;
    }

    /** Up to a number of bytes, fewer at the end of the file. */
    ByteBuffer upTo(int length, long position) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(buffer, position);
        return buffer.flip();
    }

    /** @throws CorruptCheckpointsException if the file ends before */
    ByteBuffer exactly(int length, long position) throws IOException {
        return exactly(ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN), position);
    }

    /** Fills a buffer. @throws CorruptCheckpointsException if the file ends before */
    ByteBuffer exactly(ByteBuffer buffer, long position) throws IOException {
        fill(buffer, position);
        if (buffer.hasRemaining()) {
            throw corrupt(position, "the file has been cut off");
        }
        return buffer.flip();
    }

    private void fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // until it is full
        }
    }

    CorruptCheckpointsException corrupt(long position, String problem) {
        return new CorruptCheckpointsException(file, position, problem);
    }

    static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
