package dev.backstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Goes through what users do most, so that the JVM's AOT cache (JEP 483) knows which classes to hold ready. Run by the backstep
 * script after a build.
 */
final class Training {
    private Training() { }

    /**
     * Records and replays, and runs further commands on the recording.
     *
     * @param arguments java, the folder to work in, commands; none for the program that is recorded, which does nothing
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            return;
        }
        Class.forName("dev.backstep.cli.Main");
        Path folder = Files.createTempDirectory(Path.of(arguments[1]), "training-");
        Path recording = folder.resolve("training.backstep");
        try {
            List<String> record = List.of("record", "-o", recording.toString(), "--", arguments[0], "-cp",
                    System.getProperty("java.class.path"), Training.class.getName());
            require(UsualCommands.run(record.toArray(String[]::new)).orElseThrow());
            require(UsualCommands.run(new String[] {"replay", recording.toString()}).orElseThrow());
            for (String command : List.of(arguments).subList(2, arguments.length)) {
                if (command.equals("serve")) {
                    require(Backstep.run(command, "--help"));
                    ServeTraining.run(recording);       // the command itself does not end
                } else {
                    require(Backstep.run(command, recording.toString()));
                }
            }
        } finally {
            Files.deleteIfExists(recording);
            Files.deleteIfExists(folder);
        }
    }

    private static void require(int status) {
        if (status != 0) {
            throw new IllegalStateException("exit code " + status);
        }
    }
}
