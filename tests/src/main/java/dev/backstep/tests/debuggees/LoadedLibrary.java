package dev.backstep.tests.debuggees;

/** Loads a native library; see the test of recordings that others made. */
public final class LoadedLibrary {
    private LoadedLibrary() {
    }

    /** @param arguments path of the library */
    public static void main(String[] arguments) {
        System.out.println("before");
        System.load(arguments[0]);
        System.out.println("loaded");
    }
}
