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
 */
public record Program(String name, List<String> javaArguments, String input, Output output, int exitCode) {
    /** The program of a class with {@link Debuggee}. */
    public static Program of(Class<?> debuggee) {
        Debuggee wishes = debuggee.getAnnotation(Debuggee.class);
        List<String> arguments = new ArrayList<>(List.of(wishes.vmOptions()));
        arguments.addAll(List.of("-cp", Settings.testClasses().toString(), debuggee.getName()));
        arguments.addAll(List.of(wishes.arguments()));
        return new Program(debuggee.getSimpleName(), List.copyOf(arguments), wishes.input(), wishes.output(), wishes.exitCode());
    }

    /** A program that ends with exit code 0 and whose output may vary. */
    public static Program of(String name, String... javaArguments) {
        return new Program(name, List.of(javaArguments), "", Output.VARIES, 0);
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
