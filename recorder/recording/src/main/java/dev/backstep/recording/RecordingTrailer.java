package dev.backstep.recording;

import java.util.Arrays;
import java.util.Objects;

/**
 * What is known only at the end; written when the recording is closed.
 *
 * @param ending how the log ends
 * @param end how the process ended
 * @param eventCount events in the log
 * @param tickCount ticks at the last scheduling point
 * @param logLengthBytes bytes of log that the checksums cover
 * @param seal says who made the recording, see {@link RecordingSeal}; empty if it has none
 * @param blockCrcs CRC-32C of each {@value #BLOCK_LENGTH_BYTES} bytes of the log, the last block shorter
 */
public record RecordingTrailer(
        Ending ending, RecordingEnd end, long eventCount, long tickCount, long logLengthBytes, byte[] seal, int[] blockCrcs) {

    /** Bytes of log under one checksum. */
    public static final int BLOCK_LENGTH_BYTES = 64 << 10;

    RecordingTrailer withSeal(byte[] value) {
        return new RecordingTrailer(ending, end, eventCount, tickCount, logLengthBytes, value, blockCrcs);
    }

    static int blockCount(long logLengthBytes) {
        return Math.toIntExact(Math.ceilDiv(logLengthBytes, BLOCK_LENGTH_BYTES));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordingTrailer that
                && ending == that.ending
                && end.equals(that.end)
                && eventCount == that.eventCount
                && tickCount == that.tickCount
                && logLengthBytes == that.logLengthBytes
                && Arrays.equals(seal, that.seal)
                && Arrays.equals(blockCrcs, that.blockCrcs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ending, end, eventCount, tickCount, logLengthBytes, Arrays.hashCode(seal), Arrays.hashCode(blockCrcs));
    }
}
