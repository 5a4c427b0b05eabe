package dev.backstep.dap.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What lsp4j reads: the client's messages, checked. From the moment of {@link #divert} on they go elsewhere, and lsp4j waits until
 * the client ends.
 *
 * <p>Read by one thread, which is also the one that diverts: it does so while it dispatches a message.
 */
final class ClientInput extends InputStream {
    /** Takes whole messages. */
    interface Sink {
        void accept(byte[] body) throws IOException;
    }

    private final FrameReader frames;
    private byte[] present = new byte[0];
    private int next;
    private int headerLength;
    private byte[] body = new byte[0];
    private Sink elsewhere;

    ClientInput(InputStream input) {
        frames = new FrameReader(input);
    }

    /** The message that lsp4j read last. */
    byte[] lastBody() {
        return body;
    }

    void divert(Sink sink) {
        elsewhere = sink;
    }

    /** lsp4j reads headers so, and bodies in blocks. What is left of a body when it wants a header is a message that it gave up. */
    @Override
    public int read() throws IOException {
        if (next > headerLength) {
            next = present.length;
        }
        return next < present.length || fetch() ? present[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == present.length && !fetch()) {
            return -1;
        }
        int count = Math.min(length, present.length - next);
        System.arraycopy(present, next, target, offset, count);
        next += count;
        return count;
    }

    private boolean fetch() throws IOException {
        Optional<byte[]> frame = frames.next();
        while (elsewhere != null && frame.isPresent()) {
            elsewhere.accept(frame.get());
            frame = frames.next();
        }
        if (frame.isEmpty()) {
            return false;
        }
        body = frame.get();
        present = framed(body);
        headerLength = present.length - body.length;
        next = 0;
        return true;
    }

    /** A message with its header. */
    static byte[] framed(byte[] body) {
        byte[] header = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[header.length + body.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return whole;
    }
}
