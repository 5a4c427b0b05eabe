package dev.backstep.recording;

import java.nio.file.Path;

/** A file is something else than a recording: it does not begin as every recording does. */
public final class NotARecordingException extends RecordingException {
    private static final long serialVersionUID = 1L;

    public NotARecordingException(Path file, String reason) {
        super(file, "%s is not a recording: %s. 'backstep record -- java …' makes one.".formatted(file, reason));
    }
}
