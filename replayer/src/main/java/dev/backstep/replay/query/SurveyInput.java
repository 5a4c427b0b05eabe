package dev.backstep.replay.query;

import dev.backstep.recording.SurveyLayout;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The numbers and strings of a survey file, one after the other; see {@link SurveyLayout}. */
final class SurveyInput {
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer bytes;
    private long step;
    private long event;

    /** @throws IOException if it is not a survey of this version */
    SurveyInput(ByteBuffer bytes) throws IOException {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < SurveyLayout.HEADER_LENGTH_BYTES || bytes.getLong() != SurveyLayout.MAGIC
                || bytes.getInt() != SurveyLayout.VERSION || bytes.getInt() != 0) {
            throw new IOException("not a survey of this version of Backstep");
        }
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    int offset() {
        return bytes.position();
    }

    /** The step read last. */
    long lastStep() {
        return step;
    }

    int readByte() throws IOException {
        try {
            return bytes.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw damaged("it is cut off");
        }
    }

    long readUnsigned() throws IOException {
        long value = 0;
        for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw damaged("a number is too long");
    }

    private long readZigzag() throws IOException {
        long folded = readUnsigned();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** A count or an id. */
    int readIndex() throws IOException {
        long value = readUnsigned();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw damaged("a number is impossible");
        }
        return (int) value;
    }

    long readStep() throws IOException {
        step += readZigzag();
        if (step < 0) {
            throw damaged("a step is impossible");
        }
        return step;
    }

    /** From the step read last on. */
    long readLength() throws IOException {
        long length = readUnsigned();
        if (length < 0 || step + length < 0) {
            throw damaged("a span is impossible");
        }
        return length;
    }

    long readEvent() throws IOException {
        event += readZigzag();
        return event;
    }

    /** May be null. */
    String readString() throws IOException {
        int head = readIndex();
        if (head == 0) {
            return null;
        }
        boolean wide = (head - 1 & 1) != 0;
        int length = head - 1 >>> 1;
        return new String(readBytes(wide ? length * 2 : length), wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
    }

    byte[] readBytes(int length) throws IOException {
        if (length < 0 || length > bytes.remaining()) {
            throw damaged("it is cut off");
        }
        byte[] read = new byte[length];
        bytes.get(read);
        return read;
    }

    IOException damaged(String how) {
        return new IOException("the survey is damaged at byte " + offset() + ": " + how);
    }
}
