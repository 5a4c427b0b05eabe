package dev.backstep.record;

import java.util.List;

/** A program that prints what the launcher made of its command line, one item a line, line ends made visible. */
final class ShowArguments {
    private ShowArguments() { }

    public static void main(String[] arguments) {
        System.out.println("class path " + System.getProperty("java.class.path"));
        System.out.println("property " + System.getProperty("test.property"));
        for (String argument : List.of(arguments)) {
            System.out.println("argument " + argument.replace("\n", "\\n").replace("\r", "\\r"));
        }
    }
}
