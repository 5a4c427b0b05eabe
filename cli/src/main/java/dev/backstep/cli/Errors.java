package dev.backstep.cli;

import dev.backstep.record.JdkNotUsableException;
import dev.backstep.record.ProgramNotFoundException;
import dev.backstep.record.RecordingNotStartedException;
import dev.backstep.recording.RecordingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows an exception as one line on standard error; the stack trace only on demand. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final BooleanSupplier stackTraces;

    Errors(BooleanSupplier stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        print(firstLine(exception.getMessage()) + suggestion(exception) + ". Try '"
                + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String suggestion(ParameterException exception) {
        return exception instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()
                ? " (did you mean '" + unmatched.getSuggestions().getFirst() + "'?)"
                : "";
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        Exception cause = exception instanceof UncheckedIOException io ? io.getCause() : exception;
        print(message(cause));
        if (stackTraces.getAsBoolean()) {
            exception.printStackTrace();
        }
        return ExitCodes.of(cause);
    }

    /** Prints one line in the way of all our errors. */
    static void print(String message) {
        System.err.println("backstep: " + message);
    }

    private String message(Exception exception) {
        return switch (exception) {
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileAlreadyExistsException e -> e.getFile() + ": exists already, and is left as it is";
            case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
            case IOException e -> e.getMessage() == null ? "input or output failed (" + e + ")" : e.getMessage();
            case RecordingException e -> e.getMessage();
            case JdkNotUsableException e -> e.getMessage();
            case RecordingNotStartedException e -> e.getMessage();
            case ProgramNotFoundException e -> e.getMessage();
            default -> "internal error: " + firstLine(exception.toString())
                    + (stackTraces.getAsBoolean() ? "" : ". '--debug' shows where; please report it.");
        };
    }

    private static String firstLine(String text) {
        return text == null ? "wrong usage" : text.lines().findFirst().orElse("").replaceAll("[.:]$", "");
    }
}
