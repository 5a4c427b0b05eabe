package dev.backstep.recording;

import java.nio.file.Path;

/** A recording is intact but was made by a later Backstep whose format this one does not know. */
public final class RecordingTooNewException extends RecordingException {
    private static final long serialVersionUID = 1L;

    private final int formatVersion;

    public RecordingTooNewException(Path file, int formatVersion) {
        super(file, "%s has format version %d, this Backstep reads up to %d: update Backstep, or record again."
                .formatted(file, formatVersion, RecordingLayout.FORMAT_VERSION));
        this.formatVersion = formatVersion;
    }

    /** The version in the recording's header. */
    public int formatVersion() {
        return formatVersion;
    }
}
