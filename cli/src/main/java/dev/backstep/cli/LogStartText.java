package dev.backstep.cli;

import dev.backstep.recording.LogStart;
import dev.backstep.recording.Recording;
import java.util.Locale;
import java.util.Optional;

/** Says where a recording begins that keeps only its end. */
final class LogStartText {
    private LogStartText() { }

    /** @return empty if all of it is there */
    static Optional<String> of(Recording recording) {
        return recording.start().map(LogStartText::of);
    }

    static String of(LogStart start) {
        return String.format(Locale.ROOT, "begins at event %,d, %.1f s after its program; what was before was given up (--keep-last)",
                start.index(), start.clock() / 1e9);
    }
}
