package dev.backstep.cli;

import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli calls when a command line is wrong or a command fails. */
final class CommandLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final BooleanSupplier stackTraces;

    CommandLineErrors(BooleanSupplier stackTraces) {
        this.stackTraces = stackTraces;
    }

    @Override
    public int handleParseException(ParameterException thrown, String[] arguments) {
        ParameterException exception = underlying(thrown);
        CommandLine command = exception.getCommandLine();
        Errors.print(Errors.firstLine(message(exception)) + suggestion(exception) + ". Try '"
                + command.getCommandSpec().qualifiedName() + " --help'.");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Picocli tells first what is missing, which may be so only because an option was misspelt. */
    private static ParameterException underlying(ParameterException exception) {
        List<String> unmatched = exception.getCommandLine().getUnmatchedArguments();
        return exception instanceof MissingParameterException && !unmatched.isEmpty()
                ? new UnmatchedArgumentException(exception.getCommandLine(), unmatched)
                : exception;
    }

    /** Picocli says nothing of commands when one is misspelt. */
    private static String message(ParameterException exception) {
        boolean misspelt = exception instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                && !exception.getCommandLine().getSubcommands().isEmpty();
        return misspelt ? "No such command: " + ((UnmatchedArgumentException) exception).getUnmatched().getFirst()
                : exception.getMessage();
    }

    private static String suggestion(ParameterException exception) {
        return exception instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()
                ? " (did you mean '" + unmatched.getSuggestions().getFirst() + "'?)"
                : "";
    }

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        return Errors.report(exception, stackTraces.getAsBoolean());
    }
}
