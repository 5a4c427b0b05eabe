package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Checks a recording without replaying it: metadata, trailer, the checksum of each block of the log, and that the log is made
 * of whole events, as many as the header counts. Collects what is wrong instead of stopping at the first.
 */
public final class RecordingVerifier {
    private final Recording recording;
    private final LongConsumer progress;
    private final List<Verification.Problem> problems = new ArrayList<>();

    /** @param progress gets the offset in the file up to which events were read, now and then */
    public RecordingVerifier(Recording recording, LongConsumer progress) {
        this.recording = recording;
        this.progress = progress;
    }

    /** @throws IOException if the file cannot be read; damage is in the result */
    public Verification verify() throws IOException {
        checkHeader();
        checkMetadata();
        Optional<RecordingTrailer> trailer = checkTrailer();
        long firstBadBlock = trailer.isPresent() ? checkBlocks(trailer.get()) : Long.MAX_VALUE;
        return checkEvents(firstBadBlock, trailer);
    }

    /** @return whether the recording is closed and every byte of the log is as it was then; the file is not looked at otherwise */
    boolean logChecksumsHold() throws IOException {
        try {
            Optional<RecordingTrailer> trailer = recording.trailer();
            return trailer.isPresent() && recording.missingLogBytes() == 0 && firstBadBlock(trailer.get()) < 0;
        } catch (CorruptRecordingException e) {
            return false;
        }
    }

    private int firstBadBlock(RecordingTrailer trailer) throws IOException {
        RecordingCloser.BlockCrc block = new RecordingCloser.BlockCrc(recording.channel(), recording.header());
        for (int i = firstBlock(); i < trailer.blockCrcs().length; i++) {
            if (block.of(i) != trailer.blockCrcs()[i]) {
                return i;
            }
        }
        return -1;
    }

    /** The first that is whole: what was given up has no checksum. */
    private int firstBlock() {
        return recording.start().map(start -> Math.toIntExact(Math.ceilDiv(start.offset() - recording.header().logOffset(),
                RecordingTrailer.BLOCK_LENGTH_BYTES))).orElse(0);
    }

    /** What the checksums of the header do not cover: the state, which changes last, and bytes without a meaning, which are zero. */
    private void checkHeader() throws IOException {
        ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Channels.readUpTo(recording.channel(), 0, page);
        boolean saysClosed = page.getInt(RecordingLayout.STATE_OFFSET) == RecordingState.CLOSED.code();
        if (recording.header().closed() && !saysClosed) {
            add(RecordingLayout.STATE_OFFSET, "the recording is closed, but its state says something else");
        }
        checkZero(page.slice(0, RecordingLayout.COMMITTED_LENGTH_OFFSET), 0, RecordingLayout.STATIC_CRC_OFFSET + Integer.BYTES);
        for (int slot : RecordingLayout.START_SLOT_OFFSETS) {
            if (LogStart.isIntact(page, slot)) {
                page.put(slot, new byte[LogStart.SLOT_BYTES]);
            }
        }
        if (!recording.header().closed()) {
            page.put(RecordingLayout.WISH_LABEL_OFFSET, new byte[RecordingLayout.WISH_LABEL_BYTES]);    // somebody may wish just now
        }
        checkZero(page.slice(0, page.capacity()), 0, RecordingLayout.CLOSED_CRC_OFFSET + Integer.BYTES);
        int metadataEnd = RecordingLayout.HEADER_LENGTH_BYTES + recording.header().metadataLengthBytes();
        ByteBuffer padding = ByteBuffer.allocate((int) (recording.header().logOffset() - metadataEnd));
        padding.limit(Channels.readUpTo(recording.channel(), metadataEnd, padding));
        checkZero(padding.rewind(), metadataEnd, 0);
    }

    /** @param offset in the file, of the beginning of the bytes */
    private void checkZero(ByteBuffer bytes, long offset, int from) {
        for (int i = from; i < bytes.limit(); i++) {
            if (bytes.get(i) != 0) {
                add(offset + i, "this byte has no meaning and should be zero");
                return;
            }
        }
    }

    private void checkMetadata() throws IOException {
        try {
            recording.metadata();
        } catch (CorruptRecordingException e) {
            add(e.offset(), e.problem());
        }
    }

    private Optional<RecordingTrailer> checkTrailer() throws IOException {
        RecordingHeader header = recording.header();
        if (recording.missingLogBytes() > 0) {
            return Optional.empty();    // told when the events end
        }
        try {
            Optional<RecordingTrailer> trailer = recording.trailer();
            long end = header.trailerOffset() + header.trailerLengthBytes();
            if (trailer.isPresent() && recording.fileLengthBytes() > end) {
                add(end, (recording.fileLengthBytes() - end) + " bytes are left over after the trailer");
            }
            return trailer;
        } catch (CorruptRecordingException e) {
            add(e.offset(), e.problem());
            return Optional.empty();
        }
    }

    /** @return offset of the first block whose checksum differs, or the largest long */
    private long checkBlocks(RecordingTrailer trailer) throws IOException {
        RecordingCloser.BlockCrc block = new RecordingCloser.BlockCrc(recording.channel(), recording.header());
        long first = Long.MAX_VALUE;
        for (int i = firstBlock(); i < trailer.blockCrcs().length; i++) {
            if (block.of(i) != trailer.blockCrcs()[i]) {
                long offset = recording.header().logOffset() + (long) i * RecordingTrailer.BLOCK_LENGTH_BYTES;
                add(offset, "the checksum of this block of the log differs");
                first = Math.min(first, offset);
            }
        }
        return first;
    }

    private Verification checkEvents(long limit, Optional<RecordingTrailer> trailer) throws IOException {
        RecordingHeader header = recording.header();
        EventReader reader = recording.events();
        long intactEnd = reader.nextOffset();
        long count = 0;
        long tick = 0;
        try {
            for (Event event = reader.next(); event != null; event = reader.next()) {
                if (reader.nextOffset() <= limit) {
                    count++;
                    tick = event.position().tick();
                    intactEnd = reader.nextOffset();
                }
                if ((reader.nextIndex() & 0xfff) == 0) {
                    progress.accept(reader.nextOffset());
                }
            }
            // While the debuggee runs the count may be ahead of the committed length.
            if (trailer.isPresent() && reader.nextIndex() != header.eventCount()) {
                add(RecordingLayout.EVENT_COUNT_OFFSET, "the log has %d events, the header says %d"
                        .formatted(reader.nextIndex(), header.eventCount()));
            }
        } catch (CorruptRecordingException e) {
            add(e.offset(), e.problem());
        }
        problems.sort(Comparator.comparingLong(Verification.Problem::offset));
        return new Verification(problems, count, tick, intactEnd, header.committedEnd(), trailer.isPresent());
    }

    private void add(long offset, String text) {
        problems.add(new Verification.Problem(offset, text));
    }
}
