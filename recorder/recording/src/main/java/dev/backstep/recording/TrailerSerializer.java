package dev.backstep.recording;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.OptionalInt;

/** The trailer's components in the order of their declaration. A new one needs a new format version. */
final class TrailerSerializer extends Serializer<RecordingTrailer> {
    @Override
    public void write(Kryo kryo, Output output, RecordingTrailer trailer) {
        output.writeVarInt(trailer.ending().ordinal(), true);
        BoundedFields.writeOptionalInt(output, trailer.end().exitStatus());
        BoundedFields.writeOptionalInt(output, trailer.end().signal());
        output.writeLong(trailer.end().wallNanos());
        BoundedFields.writeStrings(output, trailer.end().warnings());
        output.writeLong(trailer.eventCount());
        output.writeLong(trailer.tickCount());
        output.writeLong(trailer.logLengthBytes());
        output.writeByte(trailer.seal().length);
        output.writeBytes(trailer.seal());
        output.writeInts(trailer.blockCrcs(), 0, trailer.blockCrcs().length);
    }

    @Override
    public RecordingTrailer read(Kryo kryo, Input input, Class<? extends RecordingTrailer> type) {
        Ending ending = BoundedFields.readEnum(input, Ending.values());
        OptionalInt exitStatus = BoundedFields.readOptionalInt(input);
        OptionalInt signal = BoundedFields.readOptionalInt(input);
        RecordingEnd end =
                new RecordingEnd(exitStatus, signal, input.readLong(), BoundedFields.readStrings(input));
        long eventCount = input.readLong();
        long tickCount = input.readLong();
        long logLength = input.readLong();
        int sealLength = input.readByte();
        if (sealLength != 0 && sealLength != RecordingSeal.LENGTH_BYTES) {
            throw new KryoException("a seal of " + sealLength + " bytes");
        }
        byte[] seal = input.readBytes(sealLength);
        // The number of checksums follows from the length of the log, so that it cannot contradict it.
        int left = input.limit() - input.position();
        if (logLength < 0 || Math.ceilDiv(logLength, RecordingTrailer.BLOCK_LENGTH_BYTES) != left / Integer.BYTES) {
            throw new KryoException("checksums for a log of " + logLength + " bytes in " + left + " bytes");
        }
        int[] crcs = input.readInts(RecordingTrailer.blockCount(logLength));
        return new RecordingTrailer(ending, end, eventCount, tickCount, logLength, seal, crcs);
    }
}
