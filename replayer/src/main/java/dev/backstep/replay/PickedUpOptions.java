package dev.backstep.replay;

import dev.backstep.record.EnvironmentVariables;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * What launcher and VM say on standard error about options from environment variables. A replay gets these options on its
 * command line, so it is said here, for the output to be the same.
 */
final class PickedUpOptions {
    private final String text;

    PickedUpOptions(Map<String, String> recordedEnvironment) {
        StringBuilder lines = new StringBuilder();
        append(lines, "NOTE: Picked up ", EnvironmentVariables.LAUNCHER_OPTIONS, recordedEnvironment);
        append(lines, "Picked up ", EnvironmentVariables.TOOL_OPTIONS, recordedEnvironment);
        append(lines, "Picked up ", EnvironmentVariables.LATE_OPTIONS, recordedEnvironment);
        text = lines.toString();
    }

    private static void append(StringBuilder lines, String start, String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value != null) {
            lines.append(start).append(variable).append(": ").append(value).append('\n');
        }
    }

    /**
     * Prints it where standard error goes.
     *
     * @return where the rest of standard error is to go
     */
    Redirect print(Redirect stderr) throws IOException {
        if (text.isEmpty()) {
            return stderr;
        }
        switch (stderr.type()) {
            case INHERIT -> {
                System.err.print(text);
                System.err.flush();
            }
            case WRITE -> {
                if (!stderr.equals(Redirect.DISCARD)) {
                    Files.writeString(stderr.file().toPath(), text, StandardCharsets.UTF_8);
                    return Redirect.appendTo(stderr.file());
                }
            }
            case APPEND -> Files.writeString(stderr.file().toPath(), text, StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            case PIPE, READ -> { }
        }
        return stderr;
    }
}
