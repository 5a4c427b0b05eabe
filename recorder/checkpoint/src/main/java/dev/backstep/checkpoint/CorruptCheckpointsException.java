package dev.backstep.checkpoint;

import java.nio.file.Path;

/** A checkpoint file is not one, is damaged or is from a newer Backstep. The message says which. */
public final class CorruptCheckpointsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    CorruptCheckpointsException(Path file, long offset, String problem) {
        super("%s, byte %d: %s".formatted(file, offset, problem));
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    /** Where, in bytes. */
    public long offset() {
        return offset;
    }
}
