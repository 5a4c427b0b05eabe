package dev.backstep.recording;

import java.nio.file.Path;

/** A recording cannot be read. The message is one or two sentences for the user and says what to do. */
public abstract sealed class RecordingException extends RuntimeException
        permits CorruptRecordingException, NotARecordingException, RecordingTooNewException, RecordingTooOldException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    RecordingException(Path file, String message) {
        super(message);
        this.file = file;
    }

    /** The file that was read, as the caller named it. */
    public Path file() {
        return file;
    }
}
