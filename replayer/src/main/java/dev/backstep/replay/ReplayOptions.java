package dev.backstep.replay;

import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Optional;

/**
 * How to replay.
 *
 * @param stdout where the program's standard output goes
 * @param stderr where the program's standard error goes
 * @param timeout after which the replay is stopped and has failed; empty for none
 */
public record ReplayOptions(Redirect stdout, Redirect stderr, Optional<Duration> timeout) {
    /** The program's output goes where ours goes. */
    public static ReplayOptions showingOutput() {
        return new ReplayOptions(Redirect.INHERIT, Redirect.INHERIT, Optional.empty());
    }

    /** The program's output is dropped. */
    public static ReplayOptions quiet() {
        return new ReplayOptions(Redirect.DISCARD, Redirect.DISCARD, Optional.empty());
    }

    public ReplayOptions withTimeout(Optional<Duration> value) {
        return new ReplayOptions(stdout, stderr, value);
    }
}
