package dev.backstep.recording;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Metadata and trailer as bytes.
 *
 * <pre>
 * +-----------------+----------------+
 * | Kryo            | CRC-32C        |
 * | length - 4      | 4              |
 * +-----------------+----------------+
 * </pre>
 *
 * Kryo's serializers of the two classes check every length against what is left, and see no byte whose checksum does not hold.
 */
final class Section {
    private static final int CRC_LENGTH_BYTES = Integer.BYTES;

    private Section() { }

    /** Serializes an object and appends the checksum. */
    static <T> byte[] encode(T content, Class<T> type) {
        try (Output output = new Output(1 << 12, -1)) {
            serializer(type).write(null, output, content);
            CRC32C crc = new CRC32C();
            crc.update(output.getBuffer(), 0, output.position());
            byte[] section = new byte[output.position() + CRC_LENGTH_BYTES];
            System.arraycopy(output.getBuffer(), 0, section, 0, output.position());
            ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN).putInt(output.position(), (int) crc.getValue());
            return section;
        }
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param lengthBytes already checked against the limit of the section
     * @throws CorruptRecordingException if it is cut off, the checksum differs or the content makes no sense
     */
    static <T> T read(Path file, FileChannel channel, long offset, int lengthBytes, Class<T> type) throws IOException {
        String name = type == RecordingMetadata.class ? "metadata" : "trailer";
        if (lengthBytes <= CRC_LENGTH_BYTES) {
            throw new CorruptRecordingException(file, offset, "the " + name + " is too short");
        }
        if (channel.size() - offset < lengthBytes) {
            throw new CorruptRecordingException(file, channel.size(), "the file ends within the " + name);
        }
        byte[] section = Channels.readFully(channel, offset, lengthBytes);
        int payloadLength = lengthBytes - CRC_LENGTH_BYTES;
        CRC32C crc = new CRC32C();
        crc.update(section, 0, payloadLength);
        if (ByteBuffer.wrap(section).order(ByteOrder.LITTLE_ENDIAN).getInt(payloadLength) != (int) crc.getValue()) {
            throw new CorruptRecordingException(file, offset, "the checksum of the " + name + " differs");
        }
        return decode(file, offset, new Input(section, 0, payloadLength), type, name);
    }

    private static <T> T decode(Path file, long offset, Input input, Class<T> type, String name) {
        T content;
        try {
            content = serializer(type).read(null, input, type);
        } catch (KryoException | IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            // The checksum holds, so this was written so: by somebody else's program, or by a bug of ours.
            CorruptRecordingException corrupt =
                    new CorruptRecordingException(file, offset, "the " + name + " makes no sense (" + e + ")");
            corrupt.initCause(e);
            throw corrupt;
        }
        if (input.position() != input.limit()) {
            throw new CorruptRecordingException(file, offset + input.position(), "bytes are left over in the " + name);
        }
        return content;
    }

    /** A Kryo object would only choose the serializer, and making one takes longer than all else here. */
    @SuppressWarnings("unchecked")
    private static <T> Serializer<T> serializer(Class<T> type) {
        return (Serializer<T>) (type == RecordingMetadata.class ? new MetadataSerializer() : new TrailerSerializer());
    }
}
