package dev.backstep.tests.support;

import dev.backstep.tests.debuggees.Debuggee;
import dev.backstep.tests.debuggees.Debuggee.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java program to run, and what to expect of it.
 *
 * @param javaArguments everything after the word {@code java}
 * @param input what it finds on standard input
 * @param exitCode expected, or {@link #ANY_EXIT_CODE}
 */
public record Program(String name, List<String> javaArguments, String input, Output output, int exitCode) {
    public static final int ANY_EXIT_CODE = -1;

    /** The program of a class with {@link Debuggee}. */
    public static Program of(Class<?> debuggee) {
        Debuggee wishes = debuggee.getAnnotation(Debuggee.class);
        List<String> arguments = new ArrayList<>(List.of(wishes.vmOptions()));
        arguments.addAll(List.of("-cp", Settings.testClasses().toString(), debuggee.getName()));
        arguments.addAll(List.of(wishes.arguments()));
        return new Program(debuggee.getSimpleName(), List.copyOf(arguments), wishes.input(), wishes.output(), wishes.exitCode());
    }

    /** A main class of ours that uses {@code backstep-api.jar}. */
    public static Program marking(Class<?> type) {
        return of(type.getSimpleName(), "-cp", Settings.testClasses() + ":" + Settings.libraryClasses(), type.getName());
    }

    /** A main class of the samples, whose bugs may or may not show. */
    public static Program sample(String className, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-cp", Settings.sampleClasses().toString(), "dev.backstep.samples." + className));
        all.addAll(List.of(arguments));
        return new Program("sample-" + className, all, "", Output.VARIES, ANY_EXIT_CODE);
    }

    /** A program that ends with exit code 0 and whose output may vary. */
    public static Program of(String name, String... javaArguments) {
        return new Program(name, List.of(javaArguments), "", Output.VARIES, 0);
    }

    public Program withName(String newName) {
        return new Program(newName, javaArguments, input, output, exitCode);
    }

    public Program withInput(String text) {
        return new Program(name, javaArguments, text, output, exitCode);
    }

    public Program withSameOutput() {
        return new Program(name, javaArguments, input, Output.SAME, exitCode);
    }

    public Program withExitCode(int code) {
        return new Program(name, javaArguments, input, output, code);
    }

    boolean expects(int code) {
        return exitCode == ANY_EXIT_CODE || exitCode == code;
    }

    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(Settings.java().toString()));
        command.addAll(javaArguments);
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
