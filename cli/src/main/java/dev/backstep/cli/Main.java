package dev.backstep.cli;

import java.util.OptionalInt;

/** Where the process begins: small, because java looks at all methods of the class that it starts. */
public final class Main {
    private Main() { }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        OptionalInt usual = UsualCommands.run(arguments);
        System.exit(usual.isPresent() ? usual.getAsInt() : Backstep.run(arguments));
    }
}
