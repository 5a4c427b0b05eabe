package dev.backstep.dap.launch;

import dev.backstep.dap.wire.Trouble;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program to be recorded.
 *
 * @param command from {@code java} on
 * @param name for people and for the name of the recording
 * @param folder where it runs
 * @param environment what is other than in our own; null means: without
 * @param output where the recording goes; empty for a file in the folder {@code .backstep} below
 * @param recordOptions options of {@code backstep record}
 */
public record Program(List<String> command, String name, Path folder, Map<String, String> environment, Optional<Path> output,
        List<String> recordOptions) {
    static final String FOLDER = ".backstep";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int MAX_SAME_NAMES = 1000;

    static Program of(Arguments arguments) {
        Path folder = Path.of(arguments.text("cwd").orElse("")).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw Trouble.WRONG_ARGUMENTS.exception("The working directory " + folder + " does not exist; 'cwd' names it.");
        }
        List<String> options = new ArrayList<>(arguments.list("recordOptions"));
        if (arguments.flag("chaos")) {
            options.add("--chaos");
        }
        return new Program(command(arguments), name(arguments), folder, arguments.texts("env"),
                arguments.text("recordTo").map(folder::resolve), options);
    }

    private static List<String> command(Arguments arguments) {
        List<String> given = arguments.words("command");
        Optional<String> mainClass = arguments.text("mainClass");
        if (given.isEmpty() == mainClass.isEmpty()) {
            throw Trouble.WRONG_ARGUMENTS.exception(
                    "Say what to debug: one of 'mainClass', 'command' (from java on) and 'recording' (a file).");
        }
        if (!given.isEmpty()) {
            return given;
        }
        List<String> command = new ArrayList<>();
        command.add(arguments.text("javaExec").orElse("java"));
        command.addAll(arguments.words("vmArgs"));
        add(command, "-cp", arguments.list("classPath", "classPaths"));
        add(command, "--module-path", arguments.list("modulePath", "modulePaths"));
        if (mainClass.get().contains("/")) {
            command.add("-m");
        }
        command.add(mainClass.get());
        command.addAll(arguments.words("args"));
        return List.copyOf(command);
    }

    private static void add(List<String> command, String option, List<String> paths) {
        if (!paths.isEmpty()) {
            command.add(option);
            command.add(String.join(File.pathSeparator, paths));
        }
    }

    private static String name(Arguments arguments) {
        String whole = arguments.text("mainClass").orElseGet(() -> arguments.text("name").orElse("program"));
        List<String> test = arguments.words("args");
        if (whole.equals(FailedTest.RUNNER) && test.size() == 2) {
            return simple(test.get(0)) + "." + simple(test.get(1));
        }
        return simple(whole.substring(whole.lastIndexOf('/') + 1));
    }

    private static String simple(String name) {
        return name.replaceAll(".*\\.(?=\\w)", "").replaceAll("[^\\w.-]", "-");
    }

    /**
     * Where the recording is to be made. Makes the folder for it, which is ours alone and which git ignores.
     *
     * @throws IOException if there cannot be such a folder
     */
    public Path newRecording() throws IOException {
        if (output.isPresent() && !Files.isDirectory(output.get())) {
            return output.get();
        }
        Path target = output.orElse(folder.resolve(FOLDER));
        if (!Files.exists(target)) {
            Files.createDirectory(target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(target.resolve(".gitignore"), "*\n");
        }
        String base = name + "-" + LocalDateTime.now().format(TIME);
        for (int i = 1; i < MAX_SAME_NAMES; i++) {
            Path file = target.resolve(base + (i == 1 ? "" : "-" + i) + ".backstep");
            if (!Files.exists(file)) {
                return file;
            }
        }
        throw new IOException("there are too many recordings named " + base + " in " + target);
    }

    /** The words that record this program. @param backstep our own command */
    public List<String> recordCommand(List<String> backstep, Path file) {
        List<String> words = new ArrayList<>(backstep);
        words.addAll(List.of("record", "--quiet", "-o", file.toString()));
        words.addAll(recordOptions);
        words.add("--");
        words.addAll(command);
        return words;
    }

    /** Changes an environment to the program's. */
    public void adapt(Map<String, String> other) {
        environment.forEach((name, value) -> {
            if (value == null) {
                other.remove(name);
            } else {
                other.put(name, value);
            }
        });
    }
}
