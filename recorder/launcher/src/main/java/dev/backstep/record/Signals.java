package dev.backstep.record;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Passes the signals that we get on to the debuggee, which decides what they mean; we end when it ends.
 *
 * <p>Handlers are in place from construction on, so that no signal kills us between the start of the debuggee and
 * {@link #forwardTo}; what comes before is kept until then. SIGKILL cannot be passed on (the debuggee goes on), SIGQUIT and
 * SIGUSR2 belong to our VM.
 */
final class Signals implements AutoCloseable {
    private static final List<String> FORWARDED = List.of("TERM", "HUP", "INT", "USR1");

    private final Map<Signal, SignalHandler> previous = new LinkedHashMap<>();
    /** Arrived before there was a debuggee; null when there is one. Protected by this. */
    private List<Signal> early = new ArrayList<>();
    private long pid;

    Signals() {
        for (String name : FORWARDED) {
            try {
                Signal signal = new Signal(name);
                previous.put(signal, Signal.handle(signal, this::arrived));
            } catch (IllegalArgumentException e) {
                // our own VM was told to leave it alone (-Xrs), so it is not ours to pass on
            }
        }
    }

    /** The debuggee is there. */
    synchronized void forwardTo(long debuggeePid) {
        pid = debuggeePid;
        List<Signal> waiting = early;
        early = null;
        waiting.forEach(this::forward);
    }

    private synchronized void arrived(Signal signal) {
        if (early != null) {
            early.add(signal);
        } else {
            forward(signal);
        }
    }

    /** A terminal sends Ctrl-C to all of its foreground group, of which the debuggee is one: it has it already. */
    private void forward(Signal signal) {
        if (!signal.getName().equals("INT") || !inForegroundOfTerminal()) {
            send(pid, signal.getNumber());
        }
    }

    /** proc_pid_stat(5): field 5 is the process group, field 8 the foreground group of the terminal, -1 without one. */
    private static boolean inForegroundOfTerminal() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            // The name in field 2 may contain anything but is followed by the last parenthesis.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[2].equals(fields[5]);
        } catch (IOException e) {
            return false;   // no /proc: better a signal twice than not at all
        }
    }

    /** kill(2). ProcessHandle knows SIGTERM and SIGKILL only. An error means that the debuggee is gone; so be it. */
    private static void send(long pid, int signal) {
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle kill = linker.downcallHandle(linker.defaultLookup().findOrThrow("kill"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            int ignored = (int) kill.invokeExact((int) pid, signal);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call kill(2)", e);
        }
    }

    @Override
    public void close() {
        previous.forEach(Signal::handle);
    }
}
