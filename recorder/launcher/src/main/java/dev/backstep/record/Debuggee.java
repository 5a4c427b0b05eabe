package dev.backstep.record;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A child process in our place: it has our input, output, working directory and environment, and gets our signals. */
final class Debuggee implements AutoCloseable {
    private final Process process;
    private final Signals signals;

    private Debuggee(Process process, Signals signals) {
        this.process = process;
        this.signals = signals;
    }

    /** @throws IOException if the kernel does not start it (too many arguments, no memory, …) */
    static Debuggee start(List<String> command, Redirect stdout, DebuggeeStarter starter, Path recording) throws IOException {
        Signals signals = new Signals();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectOutput(stdout);
            EnvironmentVariables.restore(builder.environment());
            Process process = starter.start(builder, recording);
            signals.forwardTo(process.pid());
            return new Debuggee(process, signals);
        } catch (IOException | RuntimeException e) {
            signals.close();
            throw e;
        }
    }

    long pid() {
        return process.pid();
    }

    /** @return the exit status; 128 + N if signal N killed it. Interrupts of this thread are put off until then */
    int waitForEnd() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;     // the program goes on, so we do
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        signals.close();
    }
}
