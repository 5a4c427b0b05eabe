package dev.backstep.recording;

import java.nio.file.Path;

/** A recording is cut off or its bytes changed: what stands at {@link #offset()} cannot have been written by Backstep. */
public final class CorruptRecordingException extends RecordingException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String problem;

    public CorruptRecordingException(Path file, long offset, String problem) {
        super(file, "%s is damaged at byte %d: %s. 'backstep verify' tells how much of it is intact."
                .formatted(file, offset, problem));
        this.offset = offset;
        this.problem = problem;
    }

    /** Offset in the file, in bytes, of the first thing that is wrong. */
    public long offset() {
        return offset;
    }

    /** What is wrong, without file and offset. */
    public String problem() {
        return problem;
    }
}
