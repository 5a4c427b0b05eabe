package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where the log of a recording begins that keeps only its end: the place of its first checkpoint, and all numbers that events
 * after it are told as differences to. What was before is gone.
 *
 * <p>It is in the header page, in one of two slots in turns, so that a writer that is killed leaves the one before:
 *
 * <pre>
 * sequence 8 | offset 8 | index 8 | thread 8 | tick 8 | decision 8 | nanoTime 8 | currentTimeMillis 8 | look 8 | clock 8 | crc 4
 * </pre>
 *
 * @param sequence of slots that were written; the highest counts
 * @param offset in the file, of the first event
 * @param index number of the first event
 * @param thread of the event before, as are the others
 * @param clock nanoseconds since recording began
 */
public record LogStart(long sequence, long offset, long index, int thread, long tick, long decision, long nanoTime,
        long currentTimeMillis, long look, long clock) {
    private static final int CHECKED_BYTES = 80;
    static final int SLOT_BYTES = CHECKED_BYTES + Integer.BYTES;

    /** Of a whole log. */
    static LogStart first(RecordingHeader header) {
        return new LogStart(0, header.logOffset(), 0, EventCodes.MAIN_THREAD, 0, 0, 0, 0, 0, 0);
    }

    /** @return empty if nothing was given up */
    static Optional<LogStart> read(ByteBuffer page) {
        LogStart newest = null;
        for (int slot : RecordingLayout.START_SLOT_OFFSETS) {
            ByteBuffer bytes = page.slice(slot, SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            LogStart found = new LogStart(bytes.getLong(), bytes.getLong(), bytes.getLong(), (int) bytes.getLong(), bytes.getLong(),
                    bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            if (isIntact(page, slot) && (newest == null || found.sequence > newest.sequence)) {
                newest = found;
            }
        }
        return Optional.ofNullable(newest);
    }

    static boolean isIntact(ByteBuffer page, int slot) {
        ByteBuffer bytes = page.slice(slot, SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.getLong(0) > 0 && bytes.getInt(CHECKED_BYTES) == crc(bytes);
    }

    private static int crc(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.slice(0, CHECKED_BYTES));
        return (int) crc.getValue();
    }

    /** From now on the recording begins here. What is before may be given back after this, and not earlier. */
    public void write(Path recording, long newSequence) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        slot.putLong(newSequence).putLong(offset).putLong(index).putLong(thread).putLong(tick).putLong(decision).putLong(nanoTime)
                .putLong(currentTimeMillis).putLong(look).putLong(clock);
        slot.putInt(crc(slot)).flip();
        try (FileChannel channel = FileChannel.open(recording, StandardOpenOption.WRITE)) {
            Channels.writeFully(channel, RecordingLayout.START_SLOT_OFFSETS[(int) (newSequence % 2)], slot);
        }
    }
}
