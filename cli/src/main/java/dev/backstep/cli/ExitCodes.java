package dev.backstep.cli;

import dev.backstep.checkpoint.CorruptCheckpointsException;
import dev.backstep.record.JdkNotUsableException;
import dev.backstep.record.ProgramNotFoundException;
import dev.backstep.record.RecordingNotStartedException;
import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.NotARecordingException;
import dev.backstep.recording.RecordingTooNewException;
import dev.backstep.recording.RecordingTooOldException;
import dev.backstep.replay.session.DivergedException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Exit codes, and the one table from exceptions to them. {@code record} has the exit code of the program instead and says so in its
 * own help.
 */
public final class ExitCodes {
    public static final int GOOD = 0;
    public static final int INTERNAL = 1;
    public static final int USAGE = 2;
    public static final int DIVERGENCE = 3;
    public static final int DAMAGED = 4;
    public static final int OTHER_FORMAT = 5;
    public static final int JDK = 6;
    /** Of {@code record}, whose other codes are those of the program. */
    public static final int NOT_STARTED = 125;

    static final String HEADING = "%nExit codes:%n";
    static final String GOOD_TEXT = "0:good";
    static final String INTERNAL_TEXT = "1:internal error, or a file could not be read or written";
    static final String USAGE_TEXT = "2:wrong usage, or no such file";
    static final String DIVERGENCE_TEXT = "3:the replay diverged from the recording";
    static final String DAMAGED_TEXT = "4:not a recording, or a damaged or truncated one";
    static final String OTHER_FORMAT_TEXT = "5:the recording is from a version of Backstep whose format this one does not read";
    static final String JDK_TEXT = "6:the JDK is not supported, not found, or not the build that recorded";

    private ExitCodes() { }

    /** The exit code for an exception that ends a command. */
    public static int of(Throwable exception) {
        return switch (exception) {
            case NoSuchFileException _, AccessDeniedException _ -> USAGE;
            case NotARecordingException _, CorruptRecordingException _, CorruptCheckpointsException _ -> DAMAGED;
            case RecordingTooNewException _, RecordingTooOldException _ -> OTHER_FORMAT;
            case DivergedException _ -> DIVERGENCE;
            case JdkNotUsableException _ -> JDK;
            case RecordingNotStartedException _ -> NOT_STARTED;
            case ProgramNotFoundException e -> e.exitCode();
            default -> INTERNAL;
        };
    }
}
