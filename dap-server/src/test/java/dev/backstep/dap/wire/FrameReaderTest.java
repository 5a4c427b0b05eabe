package dev.backstep.dap.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FrameReaderTest {
    private static FrameReader of(String bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void bodiesComeOneByOne() throws IOException {
        FrameReader frames = of("Content-Length: 2\r\n\r\n{}content-length:3\nOther: x\n\n[1]");
        assertEquals("{}", new String(frames.next().orElseThrow(), StandardCharsets.UTF_8));
        assertEquals("[1]", new String(frames.next().orElseThrow(), StandardCharsets.UTF_8));
        assertTrue(frames.next().isEmpty());
    }

    @Test
    void streamThatEndsWithinAMessageSaysSo() {
        assertThrows(EOFException.class, () -> of("Content-Length: 5\r\n\r\n{}").next());
        assertThrows(EOFException.class, () -> of("Content-Length: 5\r\n").next());
    }

    @Test
    void lengthsThatCannotBeAreRefusedBeforeAnythingIsRead() {
        for (String length : new String[] {"-1", "x", "", "16777217", "99999999999999999999"}) {
            assertThrows(MalformedFrameException.class, () -> of("Content-Length: " + length + "\r\n\r\n").next(), length);
        }
        assertThrows(MalformedFrameException.class, () -> of("\r\n").next());
        assertThrows(MalformedFrameException.class, () -> of("x".repeat(9000)).next());
    }
}
