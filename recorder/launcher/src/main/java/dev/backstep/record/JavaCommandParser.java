package dev.backstep.record;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.LaunchTarget.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the expanded arguments of one {@code java} command from left to right, as libjli's ParseArguments does. */
final class JavaCommandParser {
    private final String java;
    private final List<String> given;
    private final Path workingDirectory;
    private final List<String> vmOptions = new ArrayList<>();
    private String classPath;
    private Kind kind;    // null until an option says it
    private boolean runsNothing;

    /** @param classPath the environment's {@code CLASSPATH}, or null */
    JavaCommandParser(String java, List<String> given, String classPath, Path workingDirectory) {
        this.java = java;
        this.given = given;
        this.workingDirectory = workingDirectory;
        this.classPath = classPath == null ? null : ClassPathWildcards.expand(classPath, workingDirectory);
    }

    JavaCommand parse(List<String> arguments) {
        int next = 0;
        while (next < arguments.size() && arguments.get(next).startsWith("-")) {
            String option = arguments.get(next++);
            String value = null;
            if (JavaOptions.takesNextArgument(option)) {
                if (next < arguments.size() && !arguments.get(next).startsWith("-")) {
                    value = arguments.get(next++);
                }
            } else if (option.startsWith("--") && option.contains("=")) {
                value = option.substring(option.indexOf('=') + 1);
                option = option.substring(0, option.indexOf('='));
            }
            if (JavaOptions.endsParsing(option)) {
                return nothingToRun();
            }
            if (JavaOptions.isModule(option)) {
                require(value != null && !value.isEmpty() && kind != Kind.SOURCE_FILE, option);
                return command(Kind.MODULE, value, arguments.subList(next, arguments.size()));
            }
            option(option, value);
        }
        if (next == arguments.size()) {
            return nothingToRun();
        }
        return program(arguments.get(next), arguments.subList(next + 1, arguments.size()));
    }

    private void option(String option, String value) {
        if (option.equals("-jar")) {
            require(kind != Kind.SOURCE_FILE, option);
            kind = Kind.JAR;
        } else if (option.equals("--source")) {
            require(value != null && !value.isEmpty(), option);
            kind = Kind.SOURCE_FILE;
            vmOptions.add("-Djdk.internal.javac.source=" + value);
        } else if (JavaOptions.isClassPath(option)) {
            require(value != null, option);
            classPath = ClassPathWildcards.expand(value, workingDirectory);
        } else if (JavaOptions.runsNothing(option)) {
            runsNothing = true;
        } else if (JavaOptions.isVmOptionWithValue(option)) {
            require(value != null && !value.isEmpty(), option);
            vmOptions.add(JavaOptions.forVm(option) + "=" + value);
        } else if (option.startsWith("-Djava.class.path=")) {
            classPath = option.substring(option.indexOf('=') + 1);
        } else if (!JavaOptions.isWithoutEffect(option)) {
            vmOptions.add(value == null ? JavaOptions.forVm(option) : option + "=" + value);
        }
    }

    private JavaCommand program(String name, List<String> programArguments) {
        Kind programKind = kind;
        if (programKind == null) {
            boolean isSource = name.endsWith(".java") && Files.exists(workingDirectory.resolve(name));
            programKind = isSource ? Kind.SOURCE_FILE : Kind.MAIN_CLASS;
        }
        if (programKind == Kind.JAR) {
            classPath = name;
        }
        return command(programKind, name, programArguments);
    }

    private JavaCommand command(Kind programKind, String name, List<String> programArguments) {
        if (runsNothing) {
            return nothingToRun();
        }
        return new JavaCommand(java, given, vmOptions, Optional.of(new LaunchTarget(programKind, name)), programArguments,
                classPath);
    }

    private JavaCommand nothingToRun() {
        return new JavaCommand(java, given, vmOptions, Optional.empty(), List.of(), classPath);
    }

    private static void require(boolean condition, String option) {
        if (!condition) {
            throw new JavaCommandException("java refuses " + option + " here");
        }
    }
}
