package dev.backstep.replay.jdi.debuggee;

/** Members that others import statically. */
public final class Imported {
    static final String GREETING = "hello";
    static int counter = 5;

    private Imported() { }

    static int twice(int n) {
        return 2 * n;
    }
}
