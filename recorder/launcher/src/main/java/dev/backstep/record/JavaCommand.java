package dev.backstep.record;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code java} command line, understood the way the {@code java} launcher does it.
 *
 * <p>Recording passes the user's arguments on untouched and needs this only to know what is run; replay repeats
 * {@link #vmOptions} and {@link #programArguments}.
 *
 * @param java the first word of the command
 * @param givenArguments the arguments as given
 * @param vmOptions the options of launcher and VM in their order, those of {@code JDK_JAVA_OPTIONS} first, argument files expanded,
 *        values joined ({@code --add-modules=x}); without class path and main class
 * @param target what is run; empty if that is no program: {@code -version}, {@code --help}, a command that java refuses
 * @param programArguments the arguments of the program
 * @param classPath the class path that the command sets, wildcards expanded; of a jar the jar itself; null if it does not
 *        set one (then the program has the current folder, or none if the target is a module)
 */
public record JavaCommand(String java, List<String> givenArguments, List<String> vmOptions,
                          Optional<LaunchTarget> target, List<String> programArguments, String classPath) {
    public JavaCommand {
        givenArguments = List.copyOf(givenArguments);
        vmOptions = List.copyOf(vmOptions);
        programArguments = List.copyOf(programArguments);
    }

    /**
     * @param command {@code java} and its arguments; at least {@code java}
     * @param environment {@code JDK_JAVA_OPTIONS} and {@code CLASSPATH} are looked up in it
     * @param workingDirectory what relative file names are relative to
     */
    public static JavaCommand parse(List<String> command, Map<String, String> environment, Path workingDirectory) {
        String java = command.getFirst();
        List<String> arguments = command.subList(1, command.size());
        try {
            ArgumentFiles files = new ArgumentFiles(workingDirectory);
            String options = environment.get("JDK_JAVA_OPTIONS");
            if (options != null) {
                files.addEnvironmentOptions(options);
            }
            arguments.forEach(files::add);
            return new JavaCommandParser(java, arguments, environment.get("CLASSPATH"), workingDirectory)
                    .parse(files.expanded());
        } catch (JavaCommandException e) {
            return new JavaCommand(java, arguments, List.of(), Optional.empty(), List.of(), null);
        }
    }

    /** @return false for {@code -version} and the like: there is nothing to record */
    public boolean runsProgram() {
        return target.isPresent();
    }

    /** @return the arguments with argument files and {@code JDK_JAVA_OPTIONS} put in, from {@code java} on */
    public List<String> expanded() {
        List<String> words = new ArrayList<>(List.of(java));
        words.addAll(vmOptions);
        boolean classPathGoesWithoutSaying = classPath == null || target.filter(t -> t.kind() == Kind.JAR).isPresent();
        if (!classPathGoesWithoutSaying) {
            words.addAll(List.of("-cp", classPath));
        }
        target.ifPresent(t -> {
            switch (t.kind()) {
                case JAR -> words.add("-jar");
                case MODULE -> words.add("-m");
                case MAIN_CLASS, SOURCE_FILE -> { }
            }
            words.add(t.name());
        });
        words.addAll(programArguments);
        return words;
    }

    /**
     * A short name of what is run, fit for a file name: the simple name of the main class, or the name of the jar, module
     * or source file without folder and ending.
     */
    public String shortName() {
        String name = target.map(JavaCommand::shortName).orElse("")
                .replaceAll("[^\\p{L}\\p{N}._-]", "_").replaceFirst("^[.-]+", "");
        return name.isEmpty() ? "recording" : name;
    }

    private static String shortName(LaunchTarget target) {
        String name = target.name();
        return switch (target.kind()) {
            case MAIN_CLASS -> afterLast("./", name);
            case MODULE -> name.contains("/") ? afterLast("./", name) : name;
            case JAR, SOURCE_FILE -> withoutEnding(afterLast("/", name));
        };
    }

    private static String afterLast(String separators, String name) {
        int start = 0;
        for (char separator : separators.toCharArray()) {
            start = Math.max(start, name.lastIndexOf(separator) + 1);
        }
        return name.substring(start);
    }

    private static String withoutEnding(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
