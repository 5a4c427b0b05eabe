package dev.backstep.dap.launch;

import java.util.concurrent.CompletableFuture;

/** A program that is being recorded. */
public interface RunningProgram extends AutoCloseable {
    /** Completed when the program has ended and its recording is closed. */
    CompletableFuture<Ending> ended();

    /**
     * How it ended.
     *
     * @param exitCode of the program; -1 if nobody knows it
     * @param lastWords what was printed last on standard error, to explain why there is no recording
     */
    record Ending(int exitCode, String lastWords) { }

    /** Asks the program to end, as Ctrl-C would. */
    void terminate();

    /** Ends the program where it is; what it did up to now is recorded. */
    void kill();

    /** Ends it for good. */
    @Override
    default void close() {
        kill();
    }
}
