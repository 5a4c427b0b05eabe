package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The committed bytes of the event log, one after the other. Read through the channel rather than through a mapping: a file
 * that somebody cuts meanwhile is then an error like any other.
 */
final class LogInput {
    private static final int BUFFER_LENGTH_BYTES = 64 << 10;
    private static final int MAX_VARINT_BYTES = 10;

    private final Path file;
    private final FileChannel channel;
    private final long committedEnd;
    /** Where the bytes end: before {@link #committedEnd} if the file was cut off. */
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH_BYTES).limit(0);
    /** Offset in the file of the buffer's first byte. */
    private long bufferOffset;

    LogInput(Path file, FileChannel channel, RecordingHeader header, long fileLengthBytes, long from) {
        this.file = file;
        this.channel = channel;
        this.committedEnd = header.committedEnd();
        this.end = Math.min(committedEnd, fileLengthBytes);
        this.bufferOffset = from;
    }

    /** Offset in the file of the next byte. */
    long offset() {
        return bufferOffset + buffer.position();
    }

    /** Committed bytes ahead that the file has; negative if it ends before the log begins. */
    long remaining() {
        return end - offset();
    }

    /** Whether all that was committed is read. In a file that was cut off this never comes. */
    boolean atCommittedEnd() {
        return offset() >= committedEnd;
    }

    int readByte() throws IOException {
        if (!buffer.hasRemaining()) {
            fill();
        }
        return buffer.get() & 0xff;
    }

    private void fill() throws IOException {
        long next = offset();
        int length = (int) Math.min(BUFFER_LENGTH_BYTES, end - next);
        if (length <= 0) {
            throw cutOff(next);
        }
        bufferOffset = next;
        buffer.clear().limit(length);
        Channels.readUpTo(channel, next, buffer);
        buffer.flip();
        if (!buffer.hasRemaining()) {
            throw cutOff(next);
        }
    }

    private CorruptRecordingException cutOff(long at) {
        return at < committedEnd
                ? new CorruptRecordingException(file, at, "the file is cut off, %d bytes of the log are missing"
                        .formatted(committedEnd - at))
                : new CorruptRecordingException(file, at, "the log ends within an event");
    }

    /** Unsigned LEB128. All 64 bits are used, so a large number is negative here. */
    long readVarint() throws IOException {
        long start = offset();
        long result = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            int next = readByte();
            result |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                if (i == MAX_VARINT_BYTES - 1 && next > 1) {
                    break;
                }
                return result;
            }
        }
        throw corrupt(start, "a number is longer than 64 bits");
    }

    long readZigzag() throws IOException {
        long folded = readVarint();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** A varint that must be a count or an id. */
    int readIndex(String name) throws IOException {
        long start = offset();
        long value = readVarint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw corrupt(start, "impossible " + name);
        }
        return (int) value;
    }

    /** A varint that counts things of at least the given size, which must all be in the log. */
    long readCount(String name, int elementBytes) throws IOException {
        long start = offset();
        long count = readVarint();
        if (count < 0 || count > (committedEnd - offset()) / elementBytes) {
            throw corrupt(start, "impossible " + name);
        }
        return count;
    }

    int readInt() throws IOException {
        return readByte() | readByte() << 8 | readByte() << 16 | readByte() << 24;
    }

    byte[] readBytes(int lengthBytes) throws IOException {
        if (lengthBytes > remaining()) {
            throw cutOff(Math.max(offset(), end));
        }
        byte[] bytes = new byte[lengthBytes];
        int done = 0;
        while (done < lengthBytes) {
            if (!buffer.hasRemaining()) {
                fill();
            }
            int part = Math.min(buffer.remaining(), lengthBytes - done);
            buffer.get(bytes, done, part);
            done += part;
        }
        return bytes;
    }

    void skip(long lengthBytes) throws IOException {
        if (lengthBytes > remaining()) {
            throw cutOff(Math.max(offset(), end));
        }
        long target = offset() + lengthBytes;
        if (target <= bufferOffset + buffer.limit()) {
            buffer.position((int) (target - bufferOffset));
        } else {
            bufferOffset = target;
            buffer.clear().limit(0);
        }
    }

    CorruptRecordingException corrupt(long offset, String problem) {
        return new CorruptRecordingException(file, offset, problem);
    }
}
