package dev.backstep.record;

import java.io.IOException;
import java.nio.file.Path;

/** Starts debuggees; somebody may want to stay near one, to see it die. */
@FunctionalInterface
public interface DebuggeeStarter {
    /** By {@code ProcessBuilder.start}. Not a lambda: {@code record} would wait for its class to be made. */
    DebuggeeStarter USUAL = new DebuggeeStarter() {
        @Override
        public Process start(ProcessBuilder builder, Path recording) throws IOException {
            return builder.start();
        }
    };

    /**
     * Starts one.
     *
     * @param builder   where input, output and errors go, too; none is a pipe
     * @param recording will be written by it
     * @throws IOException if it cannot be started
     */
    Process start(ProcessBuilder builder, Path recording) throws IOException;
}
