package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks for damage before a recording is replayed, and saves what comes before it. The runtime that replays trusts the log: every
 * check there would be made by the program's own threads.
 */
public final class IntactPart {
    private IntactPart() { }

    /**
     * Checks as much as is needed to trust the log: the checksums, or else that it is made of whole events.
     *
     * @return what {@link RecordingVerifier} found if the log is damaged or cut off; empty if it is not
     * @throws IOException if the file cannot be read
     */
    public static Optional<Verification> damage(Recording recording) throws IOException {
        RecordingVerifier verifier = new RecordingVerifier(recording, offset -> { });
        if (verifier.logChecksumsHold()) {
            return Optional.empty();
        }
        Verification verification = verifier.verify();
        boolean whole = verification.intactEnd() == verification.committedEnd();
        return whole ? Optional.empty() : Optional.of(verification);
    }

    /**
     * Writes a recording that ends where the damage begins, unclosed like that of a killed program.
     *
     * @param target must not exist yet
     * @throws IOException if that is not possible; the target is incomplete then
     */
    public static void copy(Recording recording, Verification verification, Path target) throws IOException {
        FileChannel source = recording.channel();
        ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readUpTo(source, 0, page);
        page.putInt(RecordingLayout.STATE_OFFSET, RecordingState.OPEN.code());
        page.putLong(RecordingLayout.COMMITTED_LENGTH_OFFSET, verification.intactEnd() - recording.header().logOffset());
        page.putLong(RecordingLayout.EVENT_COUNT_OFFSET, verification.eventCount());
        page.putLong(RecordingLayout.TICK_COUNT_OFFSET, verification.tickCount());
        page.putLong(RecordingLayout.LAST_ERROR_OFFSET, lastError(recording, verification.intactEnd()));
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Channels.writeFully(out, 0, page.flip());
            out.position(RecordingLayout.HEADER_LENGTH_BYTES);
            for (long done = RecordingLayout.HEADER_LENGTH_BYTES; done < verification.intactEnd();) {
                long moved = source.transferTo(done, verification.intactEnd() - done, out);
                if (moved <= 0) {
                    throw new IOException("the recording was cut while it was read");
                }
                done += moved;
            }
        }
    }

    /** Offset in the log of the last error of the VM, plus 1; 0 if there is none. */
    private static long lastError(Recording recording, long intactEnd) throws IOException {
        EventReader events = recording.events();
        long last = 0;
        while (events.nextOffset() < intactEnd) {
            if (events.next() instanceof Event.VmError error) {
                last = error.position().offset() - recording.header().logOffset() + 1;
            }
        }
        return last;
    }
}
