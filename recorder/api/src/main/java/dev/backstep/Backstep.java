package dev.backstep;

/**
 * What a program can say to the recorder that it may run under. Without one nothing happens.
 *
 * <p>A recording puts calls of its own in the place of calls of these methods.
 */
public final class Backstep {
    private Backstep() { }

    /**
     * Asks for a checkpoint here: a place of the recording that can be gone to at once. It is taken if the program is recorded by
     * {@code backstep record --checkpoint}, or when the recording is replayed with {@code --checkpoint}; the program does not wait for
     * it. The call is in the recording in any case.
     *
     * @param label what the place is called in lists; its first 200 characters count. May be null
     */
    public static void checkpoint(String label) { }
}
