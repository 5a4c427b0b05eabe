package dev.backstep.tests.support;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts the {@code backstep} command, and programs without it. */
public final class Backstep {
    private Backstep() {
    }

    /** Runs {@code backstep} with these arguments. */
    public static Outcome run(Path workingDirectory, String input, String... arguments) throws IOException, InterruptedException {
        return await(start(workingDirectory, input, Arrays.asList(arguments)));
    }

    public static RunningCommand start(Path workingDirectory, String input, List<String> arguments) throws IOException {
        return start(new ProcessBuilder(command(arguments)).directory(workingDirectory.toFile()), input);
    }

    /** Starts anything, without the settings that would reach into it. */
    public static RunningCommand start(ProcessBuilder builder, String input) throws IOException {
        builder.environment().put("BACKSTEP_NO_BUILD", "1"); // Maven built it, and holds the lock
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        return RunningCommand.start(builder, input);
    }

    public static Outcome plain(Program program, Path workingDirectory) throws IOException, InterruptedException {
        return await(start(new ProcessBuilder(program.command()).directory(workingDirectory.toFile()), program.input()));
    }

    /** @param options of {@code backstep record} */
    public static Outcome record(Program program, Path recording, Path workingDirectory, String... options)
            throws IOException, InterruptedException {
        return await(start(workingDirectory, program.input(), recordArguments(program, recording, options)));
    }

    public static List<String> recordArguments(Program program, Path recording, String... options) {
        List<String> arguments = new ArrayList<>(List.of("record", "-q", "--force", "-o", recording.toString()));
        arguments.addAll(Settings.recordOptions());
        arguments.addAll(Arrays.asList(options));
        arguments.add("--");
        arguments.addAll(program.command());
        return arguments;
    }

    public static Outcome replay(Path recording, Path workingDirectory, String... options) throws IOException, InterruptedException {
        return run(workingDirectory, "", replayArguments(recording, options).toArray(String[]::new));
    }

    private static List<String> replayArguments(Path recording, String... options) {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(Arrays.asList(options));
        arguments.add(recording.toString());
        return arguments;
    }

    /** What to type to see a replay. */
    public static String replayCommand(Path recording) {
        return Shell.quote(command(replayArguments(recording)));
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(Settings.backstepCommand().toString()));
        command.addAll(arguments);
        return command;
    }

    private static Outcome await(RunningCommand command) throws IOException, InterruptedException {
        try (command) {
            return command.await(Settings.timeLimit());
        }
    }
}
