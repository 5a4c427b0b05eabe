package dev.backstep.recording;

import java.nio.file.Path;

/** A recording is intact but was made by an earlier Backstep whose format this one does not read any more. */
public final class RecordingTooOldException extends RecordingException {
    private static final long serialVersionUID = 1L;

    private final int formatVersion;

    public RecordingTooOldException(Path file, int formatVersion) {
        super(file, "%s was recorded by an older Backstep (format version %d, this one reads %d): record the program again."
                .formatted(file, formatVersion, RecordingLayout.FORMAT_VERSION));
        this.formatVersion = formatVersion;
    }

    /** The version in the recording's header. */
    public int formatVersion() {
        return formatVersion;
    }
}
