package dev.backstep.recording;

import static dev.backstep.recording.RecordingLayout.CLOSED_CRC_OFFSET;
import static dev.backstep.recording.RecordingLayout.COMMITTED_LENGTH_OFFSET;
import static dev.backstep.recording.RecordingLayout.DECISION_COUNT_OFFSET;
import static dev.backstep.recording.RecordingLayout.EVENT_COUNT_OFFSET;
import static dev.backstep.recording.RecordingLayout.FORMAT_VERSION;
import static dev.backstep.recording.RecordingLayout.FORMAT_VERSION_OFFSET;
import static dev.backstep.recording.RecordingLayout.HEADER_LENGTH_BYTES;
import static dev.backstep.recording.RecordingLayout.LOG_OFFSET_OFFSET;
import static dev.backstep.recording.RecordingLayout.MAGIC;
import static dev.backstep.recording.RecordingLayout.MAGIC_OFFSET;
import static dev.backstep.recording.RecordingLayout.MEAN_SLICE_TICKS_OFFSET;
import static dev.backstep.recording.RecordingLayout.METADATA_LENGTH_OFFSET;
import static dev.backstep.recording.RecordingLayout.NOTE_COUNT_OFFSET;
import static dev.backstep.recording.RecordingLayout.SCHEDULE_CHAOS;
import static dev.backstep.recording.RecordingLayout.SCHEDULE_FLAGS_OFFSET;
import static dev.backstep.recording.RecordingLayout.SCHEDULE_PARANOID;
import static dev.backstep.recording.RecordingLayout.SEED_OFFSET;
import static dev.backstep.recording.RecordingLayout.STATE_OFFSET;
import static dev.backstep.recording.RecordingLayout.STATIC_CRC_OFFSET;
import static dev.backstep.recording.RecordingLayout.TICK_COUNT_OFFSET;
import static dev.backstep.recording.RecordingLayout.TRAILER_LENGTH_OFFSET;
import static dev.backstep.recording.RecordingLayout.TRAILER_OFFSET_OFFSET;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The header page as it stood at one moment; the layout is drawn in {@code docs/recording-format.md}.
 *
 * <p>While the debuggee runs its counters are stored one after the other, so they may be a few events apart;
 * the committed length alone says how far the log may be read.
 *
 * @param state how far the recording has come
 * @param metadataLengthBytes with its checksum
 * @param logOffset in the file, a multiple of the page size
 * @param schedule what decides preemption
 * @param committedLengthBytes of the log, ends at a whole event
 * @param eventCount events committed
 * @param tickCount ticks as of the last scheduling point
 * @param decisionCount scheduling decisions
 * @param noteCount events that tell the user of something: warnings, deadlocks, why recording stopped
 * @param trailerOffset in the file; 0 until the recording is closed
 * @param trailerLengthBytes with its checksum; 0 until the recording is closed
 */
public record RecordingHeader(
        RecordingState state,
        int metadataLengthBytes,
        long logOffset,
        Schedule schedule,
        long committedLengthBytes,
        long eventCount,
        long tickCount,
        long decisionCount,
        long noteCount,
        long trailerOffset,
        int trailerLengthBytes) {

    static final int METADATA_OFFSET = HEADER_LENGTH_BYTES;
    /** Covers environment, class path and command line, each of which the kernel limits to a few megabytes. */
    static final int MAX_METADATA_LENGTH_BYTES = 64 << 20;
    /** Four bytes for each 64 KiB of log, so this is enough for a terabyte. */
    static final int MAX_TRAILER_LENGTH_BYTES = 80 << 20;

    /** Offset in the file where the committed log ends. */
    public long committedEnd() {
        return logOffset + committedLengthBytes;
    }

    /** Whether the trailer is there to be read. */
    public boolean closed() {
        return state == RecordingState.CLOSED;
    }

    /**
     * Reads a header page.
     *
     * @param page the first bytes of the file, fewer than a page only if the file is shorter
     * @throws NotARecordingException if the magic is missing
     * @throws RecordingTooNewException if an intact header has a later version
     * @throws RecordingTooOldException if it has an earlier one
     * @throws CorruptRecordingException if the page is cut off, a checksum differs or a value is impossible
     */
    static RecordingHeader parse(Path file, ByteBuffer page) {
        ByteBuffer header = page.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() == 0) {
            throw new NotARecordingException(file, "it is empty");
        }
        requireMagic(file, header);
        if (header.remaining() < HEADER_LENGTH_BYTES) {
            throw new CorruptRecordingException(file, header.remaining(), "the file ends within the header");
        }
        if (header.getInt(STATIC_CRC_OFFSET) != staticCrc(header)) {
            throw new CorruptRecordingException(file, STATIC_CRC_OFFSET, "the checksum of the header differs");
        }
        int version = header.getInt(FORMAT_VERSION_OFFSET);
        if (version > FORMAT_VERSION) {
            throw new RecordingTooNewException(file, version);
        }
        if (version > 0 && version < FORMAT_VERSION) {
            throw new RecordingTooOldException(file, version);
        }
        return new Fields(file, header).read();
    }

    private static void requireMagic(Path file, ByteBuffer header) {
        int present = Math.min(header.remaining(), Long.BYTES);
        for (int i = 0; i < present; i++) {
            if (header.get(MAGIC_OFFSET + i) != (byte) (MAGIC >>> (8 * i))) {
                throw new NotARecordingException(file, "it does not begin with BACKSTEP");
            }
        }
    }

    /** Checksum of what never changes after creation. The state, in the middle of it, is left out. */
    static int staticCrc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, STATE_OFFSET));
        crc.update(header.slice(METADATA_LENGTH_OFFSET, STATIC_CRC_OFFSET - METADATA_LENGTH_OFFSET));
        return (int) crc.getValue();
    }

    /** Checksum of what never changes after closing. */
    static int closedCrc(ByteBuffer header) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(COMMITTED_LENGTH_OFFSET, CLOSED_CRC_OFFSET - COMMITTED_LENGTH_OFFSET));
        return (int) crc.getValue();
    }

    /** The page of a new recording; everything that the debuggee writes is zero. */
    static ByteBuffer newPage(int metadataLengthBytes, long logOffset, Schedule schedule) {
        ByteBuffer page = ByteBuffer.allocate(HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(MAGIC_OFFSET, MAGIC);
        page.putInt(FORMAT_VERSION_OFFSET, FORMAT_VERSION);
        page.putInt(STATE_OFFSET, RecordingState.OPEN.code());
        page.putLong(METADATA_LENGTH_OFFSET, metadataLengthBytes);
        page.putLong(LOG_OFFSET_OFFSET, logOffset);
        page.putLong(SEED_OFFSET, schedule.seed());
        page.putInt(MEAN_SLICE_TICKS_OFFSET, schedule.meanSliceTicks());
        page.putInt(SCHEDULE_FLAGS_OFFSET, schedule.flags());
        page.putInt(STATIC_CRC_OFFSET, staticCrc(page));
        return page;
    }

    /** Takes the fields out of a page whose static checksum holds. */
    private record Fields(Path file, ByteBuffer page) {
        RecordingHeader read() {
            check(FORMAT_VERSION_OFFSET, page.getInt(FORMAT_VERSION_OFFSET) == FORMAT_VERSION, "unknown format version");
            int stateCode = page.getInt(STATE_OFFSET);
            RecordingState state = RecordingState.of(stateCode).orElseThrow(
                    () -> new CorruptRecordingException(file, STATE_OFFSET, "no state has the number " + stateCode));
            int metadataLength = length(METADATA_LENGTH_OFFSET, MAX_METADATA_LENGTH_BYTES);
            long logOffset = page.getLong(LOG_OFFSET_OFFSET);
            check(LOG_OFFSET_OFFSET, logOffset >= METADATA_OFFSET + metadataLength && logOffset % 4096 == 0
                    && logOffset <= METADATA_OFFSET + metadataLength + (1L << 20), "impossible log offset");
            boolean crcHolds = page.getInt(CLOSED_CRC_OFFSET) == closedCrc(page);
            if (state == RecordingState.CLOSED && !crcHolds) {
                throw new CorruptRecordingException(file, CLOSED_CRC_OFFSET, "the checksum of the counters differs");
            }
            // The state changes last, so a launcher that dies before that has closed all the same.
            boolean closed = crcHolds && page.getLong(TRAILER_OFFSET_OFFSET) != 0;
            long committed = count(COMMITTED_LENGTH_OFFSET);
            check(COMMITTED_LENGTH_OFFSET, committed <= Long.MAX_VALUE - logOffset, "impossible length of the log");
            long trailerOffset = closed ? page.getLong(TRAILER_OFFSET_OFFSET) : 0;
            int trailerLength = closed ? length(TRAILER_LENGTH_OFFSET, MAX_TRAILER_LENGTH_BYTES) : 0;
            check(TRAILER_OFFSET_OFFSET, !closed || trailerOffset == logOffset + committed, "impossible trailer offset");
            return new RecordingHeader(closed ? RecordingState.CLOSED : state, metadataLength, logOffset, schedule(), committed,
                    count(EVENT_COUNT_OFFSET), count(TICK_COUNT_OFFSET), count(DECISION_COUNT_OFFSET), count(NOTE_COUNT_OFFSET),
                    trailerOffset, trailerLength);
        }

        private Schedule schedule() {
            int slice = page.getInt(MEAN_SLICE_TICKS_OFFSET);
            check(MEAN_SLICE_TICKS_OFFSET, slice > 0, "impossible time slice");
            int flags = page.getInt(SCHEDULE_FLAGS_OFFSET);
            return new Schedule(page.getLong(SEED_OFFSET), slice,
                    (flags & SCHEDULE_CHAOS) != 0, (flags & SCHEDULE_PARANOID) != 0);
        }

        private int length(int offset, int max) {
            long length = page.getLong(offset);
            check(offset, length >= 0 && length <= max, "impossible length " + length);
            return (int) length;
        }

        private long count(int offset) {
            long count = page.getLong(offset);
            check(offset, count >= 0, "impossible count " + count);
            return count;
        }

        private void check(int offset, boolean holds, String problem) {
            if (!holds) {
                throw new CorruptRecordingException(file, offset, problem);
            }
        }
    }
}
