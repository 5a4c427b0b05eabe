package dev.backstep.replay.query;

import dev.backstep.recording.QueryLayout;
import dev.backstep.recording.SurveyLayout;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The numbers and strings of a file of the runtime, one after the other; see {@link SurveyLayout} and {@link QueryLayout}. */
final class SurveyInput {
    private static final int MAX_VARINT_BITS = 64;

    private final ByteBuffer bytes;
    private final String what;
    private long step;
    private long event;

    private SurveyInput(ByteBuffer bytes, long magic, int version, String what) throws IOException {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.what = what;
        if (bytes.remaining() < SurveyLayout.HEADER_LENGTH_BYTES || bytes.getLong() != magic
                || bytes.getInt() != version || bytes.getInt() != 0) {
            throw new IOException("not " + what + " of this version of Backstep");
        }
    }

    /** @throws IOException if it is not a survey of this version */
    static SurveyInput ofSurvey(ByteBuffer bytes) throws IOException {
        return new SurveyInput(bytes, SurveyLayout.MAGIC, SurveyLayout.VERSION, "a survey");
    }

    /** @throws IOException if it is not an answer of this version */
    static SurveyInput ofAnswer(ByteBuffer bytes) throws IOException {
        return new SurveyInput(bytes, QueryLayout.MAGIC, QueryLayout.VERSION, "an answer");
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

    long readZigzag() throws IOException {
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
        return new IOException(what + " is damaged at byte " + offset() + ": " + how);
    }
}
