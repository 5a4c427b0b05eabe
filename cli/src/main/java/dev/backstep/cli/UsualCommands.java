package dev.backstep.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/**
 * Runs {@code record} and {@code replay} in their usual forms without picocli, whose start would take longer than the rest of
 * our own work: everybody who records waits for it. Whatever is unusual (help, abbreviations, mistakes, other commands) is left to
 * picocli, which is the one that defines the command line.
 */
final class UsualCommands {
    private UsualCommands() { }

    /** @return the exit code; empty if nothing was done, because picocli must have a look */
    static OptionalInt run(String[] arguments) {
        if (arguments.length < 2) {
            return OptionalInt.empty();
        }
        List<String> own = Arrays.asList(arguments).subList(1, arguments.length);
        return switch (arguments[0]) {
            case "record" -> run(RecordRequest.parse(own));
            case "replay" -> run(ReplayRequest.parse(own));
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt run(Optional<? extends Callable<Integer>> request) {
        if (request.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(request.get().call());
        } catch (Exception e) {
            return OptionalInt.of(Errors.report(e, false));
        }
    }
}
