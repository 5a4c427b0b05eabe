package dev.backstep.replay.jdi.debuggee;

/** A superclass with fields and methods to inherit and hide. */
public class Base {
    protected int inherited = 11;
    protected String hidden = "base";
    static int bases = 3;

    protected String describe() {
        return "base";
    }

    /** A member class, inherited. */
    public static class Nested {
        static final int DEPTH = 2;
    }
}
