package dev.backstep.cli;

import dev.backstep.checkpoint.CorruptCheckpointsException;
import dev.backstep.checkpoint.ProcessNotSupportedException;
import dev.backstep.linux.SyscallException;
import dev.backstep.record.JdkNotUsableException;
import dev.backstep.record.ProgramNotFoundException;
import dev.backstep.record.RecordingNotStartedException;
import dev.backstep.recording.RecordingException;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Shows an exception as one line on standard error; the stack trace only on demand. */
final class Errors {
    private Errors() { }

    /**
     * Prints what went wrong.
     *
     * @param stackTrace whether to show where, too
     * @return the exit code for it
     */
    static int report(Exception exception, boolean stackTrace) {
        Exception cause = exception instanceof UncheckedIOException io ? io.getCause() : exception;
        print(message(cause, stackTrace));
        if (stackTrace) {
            exception.printStackTrace();
        }
        return ExitCodes.of(cause);
    }

    /** Prints one line in the way of all our errors. */
    static void print(String message) {
        System.err.println("backstep: " + message);
    }

    /** What is said of it, in one line. */
    static String message(Exception exception) {
        return message(exception, false);
    }

    private static String message(Exception exception, boolean stackTrace) {
        return switch (exception) {
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileAlreadyExistsException e -> e.getFile() + ": exists already, and is left as it is";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            case IOException e -> e.getMessage() == null ? "input or output failed (" + e + ")" : e.getMessage();
            case RecordingException e -> e.getMessage();
            case SessionException e -> e.getMessage();
            case CorruptCheckpointsException e -> e.getMessage();
            case ProcessNotSupportedException e -> e.getMessage();
            case SyscallException e -> "this machine does not allow it: " + e.getMessage() + "; see 'backstep doctor'";
            case JdkNotUsableException e -> e.getMessage();
            case RecordingNotStartedException e -> e.getMessage();
            case ProgramNotFoundException e -> e.getMessage();
            default -> "internal error: " + firstLine(exception.toString())
                    + (stackTrace ? "" : ". 'backstep --debug ...' shows where; please report it.");
        };
    }

    /** @return without a full stop or colon at its end */
    static String firstLine(String text) {
        return text == null ? "wrong usage" : text.lines().findFirst().orElse("").replaceAll("[.:]$", "");
    }
}
