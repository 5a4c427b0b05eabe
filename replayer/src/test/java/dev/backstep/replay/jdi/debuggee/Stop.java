package dev.backstep.replay.jdi.debuggee;

/** Where the tests stop. */
public final class Stop {
    private Stop() { }

    public static void here() { }
}
