package dev.backstep.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Whole reads and writes at a place in a file; a channel alone may do part of what it is asked. */
final class Channels {
    private Channels() { }

    /** @throws EOFException if the file has become shorter than the caller saw */
    static byte[] readFully(FileChannel channel, long offset, int lengthBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(lengthBytes);
        if (readUpTo(channel, offset, buffer) < lengthBytes) {
            throw new EOFException("the file was cut while it was read");
        }
        return buffer.array();
    }

    /** Fills the buffer as far as the file reaches. @return bytes read */
    static int readUpTo(FileChannel channel, long offset, ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position() - start) < 0) {
                break;
            }
        }
        return buffer.position() - start;
    }

    static void writeFully(FileChannel channel, long offset, ByteBuffer buffer) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
    }
}
