package dev.backstep.recording;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Closes a recording whose debuggee is gone: drops the reserved space behind the log, adds the trailer and marks the file
 * closed.
 *
 * <p>Killed at any instant, this leaves either an unclosed recording, which is read all the same and may be closed again,
 * or a closed one: trailer and checksums are written before the state changes. Nothing waits for the disk: after a power failure
 * the checksums tell what is missing, and a long recording would make the user wait for seconds.
 */
public final class RecordingCloser {
    private RecordingCloser() { }

    /**
     * Closes the recording; a closed one is left as it is.
     *
     * @param end how the process ended
     * @return the trailer in the file
     * @throws RecordingException if the file is no recording or its log is cut off
     * @throws IOException if it cannot be read or written; the recording stays readable
     */
    public static RecordingTrailer close(Path file, RecordingEnd end) throws IOException {
        return close(file, end, Optional.empty());
    }

    /** The same, with a seal if there is a key. */
    public static RecordingTrailer close(Path file, RecordingEnd end, Optional<byte[]> key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Channels.readUpTo(channel, 0, page);
            RecordingHeader header = RecordingHeader.parse(file, page.flip());
            if (header.closed()) {
                return Section.read(file, channel, header.trailerOffset(), header.trailerLengthBytes(),
                        RecordingTrailer.class);
            }
            if (header.committedEnd() > channel.size()) {
                throw new CorruptRecordingException(file, channel.size(), "the file ends within the log");
            }
            channel.truncate(header.committedEnd());
            RecordingTrailer trailer = new RecordingTrailer(Ending.of(header.state()), end, header.eventCount(),
                    header.tickCount(), header.committedLengthBytes(),
                    key.isPresent() ? RecordingSeal.of(key.get(), channel, header) : new byte[0], blockCrcs(channel, header));
            write(channel, header, page, Section.encode(trailer, RecordingTrailer.class));
            return trailer;
        }
    }

    /**
     * Puts the seal of a key on a closed recording, in the place of what it has.
     *
     * @throws RecordingException if the file is no recording, or not closed or damaged
     * @throws IOException if it cannot be read or written; the recording stays readable, closed or not
     */
    public static void seal(Path file, byte[] key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Channels.readUpTo(channel, 0, page);
            RecordingHeader header = RecordingHeader.parse(file, page.flip());
            if (!header.closed()) {
                throw new CorruptRecordingException(file, RecordingLayout.STATE_OFFSET, "it is not closed");
            }
            RecordingTrailer trailer = Section.read(file, channel, header.trailerOffset(), header.trailerLengthBytes(), RecordingTrailer.class);
            byte[] section = Section.encode(trailer.withSeal(RecordingSeal.of(key, channel, header)), RecordingTrailer.class);
            page.putInt(RecordingLayout.STATE_OFFSET, RecordingState.OPEN.code());
            Channels.writeFully(channel, RecordingLayout.STATE_OFFSET, page.slice(RecordingLayout.STATE_OFFSET, Integer.BYTES));
            channel.truncate(header.committedEnd());
            write(channel, header, page, section);
        }
    }

    private static void write(FileChannel channel, RecordingHeader header, ByteBuffer page, byte[] section)
            throws IOException {
        // A wish that the program did not see.
        Channels.writeFully(channel, RecordingLayout.WISH_LABEL_OFFSET, ByteBuffer.allocate(RecordingLayout.WISH_LABEL_BYTES));
        Channels.writeFully(channel, header.committedEnd(), ByteBuffer.wrap(section));
        page.putLong(RecordingLayout.TRAILER_OFFSET_OFFSET, header.committedEnd());
        page.putLong(RecordingLayout.TRAILER_LENGTH_OFFSET, section.length);
        page.putInt(RecordingLayout.CLOSED_CRC_OFFSET, RecordingHeader.closedCrc(page));
        int closingFields = RecordingLayout.TRAILER_OFFSET_OFFSET;
        Channels.writeFully(channel, closingFields, page.slice(closingFields,
                RecordingLayout.CLOSED_CRC_OFFSET + Integer.BYTES - closingFields));
        page.putInt(RecordingLayout.STATE_OFFSET, RecordingState.CLOSED.code());
        Channels.writeFully(channel, RecordingLayout.STATE_OFFSET,
                page.slice(RecordingLayout.STATE_OFFSET, Integer.BYTES));
    }

    private static int[] blockCrcs(FileChannel channel, RecordingHeader header) throws IOException {
        int[] crcs = new int[RecordingTrailer.blockCount(header.committedLengthBytes())];
        BlockCrc block = new BlockCrc(channel, header);
        for (int i = 0; i < crcs.length; i++) {
            crcs[i] = block.of(i);
        }
        return crcs;
    }

    /** Computes the checksum of one block of the log after the other. */
    static final class BlockCrc {
        private final FileChannel channel;
        private final RecordingHeader header;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(RecordingTrailer.BLOCK_LENGTH_BYTES);

        BlockCrc(FileChannel channel, RecordingHeader header) {
            this.channel = channel;
            this.header = header;
        }

        /** The checksum of what the file holds of a block. */
        int of(int index) throws IOException {
            long start = (long) index * RecordingTrailer.BLOCK_LENGTH_BYTES;
            long left = header.committedLengthBytes() - start;
            buffer.clear().limit((int) Math.min(left, RecordingTrailer.BLOCK_LENGTH_BYTES));
            Channels.readUpTo(channel, header.logOffset() + start, buffer);
            CRC32C crc = new CRC32C();
            crc.update(buffer.flip());
            return (int) crc.getValue();
        }
    }
}
