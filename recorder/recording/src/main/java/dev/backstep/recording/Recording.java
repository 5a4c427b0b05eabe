package dev.backstep.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A recording open for reading. Its debuggee may be running still: what is read is the recording as it stood when it was
 * opened.
 *
 * <p>Opening checks the header only. Metadata, trailer and events are checked when they are asked for, so that a recording
 * with one bad part gives its other parts. Not thread-safe; readers of events are independent of each other.
 */
public final class Recording implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final RecordingHeader header;
    private final long fileLengthBytes;
    private final Optional<LogStart> start;
    private RecordingMetadata metadata;
    private RecordingTrailer trailer;

    private Recording(Path file, FileChannel channel, RecordingHeader header, long fileLengthBytes, Optional<LogStart> start) {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.fileLengthBytes = fileLengthBytes;
        this.start = start;
    }

    /**
     * Opens a recording and reads its header.
     *
     * @throws NotARecordingException if the file is something else
     * @throws RecordingTooNewException if a later Backstep made it
     * @throws CorruptRecordingException if the header is cut off or damaged
     * @throws IOException if there is no such file or it may not be read
     */
    public static Recording open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new NotARecordingException(file, "it is a directory");
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            ByteBuffer page = ByteBuffer.allocate(RecordingLayout.HEADER_LENGTH_BYTES);
            Channels.readUpTo(channel, 0, page);
            RecordingHeader header = RecordingHeader.parse(file, page.flip());
            return new Recording(file, channel, header, channel.size(), LogStart.read(page));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** As given to {@link #open}. */
    public Path file() {
        return file;
    }

    public RecordingHeader header() {
        return header;
    }

    public long fileLengthBytes() {
        return fileLengthBytes;
    }

    /** How many bytes of the committed log the file lacks; 0 unless it was cut off. */
    public long missingLogBytes() {
        return Math.max(0, header.committedEnd() - fileLengthBytes);
    }

    /** @throws CorruptRecordingException if the metadata is cut off or damaged */
    public RecordingMetadata metadata() throws IOException {
        if (metadata == null) {
            metadata = Section.read(file, channel, RecordingHeader.METADATA_OFFSET, header.metadataLengthBytes(),
                    RecordingMetadata.class);
        }
        return metadata;
    }

    /**
     * The trailer; empty if nobody closed the recording.
     *
     * @throws CorruptRecordingException if the trailer is cut off or damaged
     */
    public Optional<RecordingTrailer> trailer() throws IOException {
        if (!header.closed()) {
            return Optional.empty();
        }
        if (trailer == null) {
            trailer = Section.read(file, channel, header.trailerOffset(), header.trailerLengthBytes(),
                    RecordingTrailer.class);
            if (trailer.logLengthBytes() != header.committedLengthBytes()) {
                throw new CorruptRecordingException(file, header.trailerOffset(),
                        "the trailer is that of another recording");
            }
        }
        return Optional.of(trailer);
    }

    /** Where the log begins, if its beginning was given up to save room; see {@code record --keep-last}. */
    public Optional<LogStart> start() {
        return start;
    }

    /** A reader at the first event that is there. Needs neither metadata nor trailer. */
    public EventReader events() {
        return events(start.orElseGet(() -> LogStart.first(header)));
    }

    /** A reader that goes on from where another one was. */
    public EventReader events(LogStart from) {
        return new EventReader(new LogInput(file, channel, header, fileLengthBytes, from.offset()), from);
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
