package dev.backstep.replay;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Signals by which native code that fails ends its process; others come from outside. signal(7). */
public final class DeathSignal {
    /** What Java, like a shell, adds to the number of the signal that ended a process. */
    private static final int KILLED = 128;
    private static final Map<Integer, String> NAMES = Map.of(4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV",
            31, "SIGSYS");

    private DeathSignal() { }

    /** @return empty if the process ended otherwise */
    static OptionalInt of(int processStatus) {
        return NAMES.containsKey(processStatus - KILLED) ? OptionalInt.of(processStatus - KILLED) : OptionalInt.empty();
    }

    /** For people. */
    public static String name(int signal) {
        return Optional.ofNullable(NAMES.get(signal)).orElse("signal " + signal);
    }
}
