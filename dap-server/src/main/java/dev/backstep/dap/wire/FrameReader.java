package dev.backstep.dap.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts a stream into the bodies of its messages: header lines, an empty line, {@code Content-Length} bytes of JSON. What is sent to us
 * cannot make us use more memory than one message may have.
 */
final class FrameReader {
    /** More than any request of a debugger's client. */
    static final int LONGEST_BODY_BYTES = 16 << 20;
    private static final int LONGEST_HEADER_BYTES = 8 << 10;
    private static final String LENGTH = "content-length:";

    private final InputStream input;

    FrameReader(InputStream input) {
        this.input = input;
    }

    /**
     * The body of the next message; empty at the end of the stream.
     *
     * @throws MalformedFrameException if what comes is no message
     * @throws EOFException if the stream ends within one
     */
    Optional<byte[]> next() throws IOException {
        int length = -1;
        int headerBytes = 0;
        boolean any = false;
        while (true) {
            Optional<String> line = line(LONGEST_HEADER_BYTES - headerBytes);
            if (line.isEmpty()) {
                if (any) {
                    throw new EOFException("the stream ended within the header of a message");
                }
                return Optional.empty();
            }
            any = true;
            headerBytes += line.get().length() + 2;
            if (line.get().isEmpty()) {
                break;
            }
            if (line.get().toLowerCase(java.util.Locale.ROOT).startsWith(LENGTH)) {
                length = length(line.get().substring(LENGTH.length()).strip());
            }
        }
        if (length < 0) {
            throw new MalformedFrameException("a message came without a Content-Length header");
        }
        byte[] body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the stream ended within a message");
        }
        return Optional.of(body);
    }

    private static int length(String digits) throws MalformedFrameException {
        if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > LONGEST_BODY_BYTES) {
            throw new MalformedFrameException("a message has the Content-Length '" + digits + "'; it may be a number up to "
                    + LONGEST_BODY_BYTES);
        }
        return Integer.parseInt(digits);
    }

    /** @return without its end; empty at the end of the stream */
    private Optional<String> line(int longest) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c = input.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (line.size() >= longest) {
                throw new MalformedFrameException("the header of a message does not end");
            }
            if (c != '\r') {
                line.write(c);
            }
            c = input.read();
        }
        return Optional.of(line.toString(StandardCharsets.US_ASCII));
    }
}
