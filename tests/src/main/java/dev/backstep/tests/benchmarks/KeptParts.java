package dev.backstep.tests.benchmarks;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/** Keeps the parts of a section, and says on standard error how far it is: in one line that changes, on a terminal that may be drawn on. */
final class KeptParts implements Section.Keeper {
    private static final boolean DRAWS = Boolean.getBoolean("backstep.stderr.terminal") && System.getenv("NO_COLOR") == null;

    private final Section section;
    private final BenchOptions options;
    private final Results results;
    private final String command;

    KeptParts(Section section, BenchOptions options, Results results, String command) {
        this.section = section;
        this.options = options;
        this.results = results;
        this.command = command;
    }

    @Override
    public boolean has(String part) {
        try {
            Map<String, Object> kept = results.of(section).get(part);
            return options.resume() && kept != null && options.settings().equals(kept.get("settings")) && LocalDate.now().toString().equals(kept.get("date"));
        } catch (IOException e) {
            return false;   // then it is measured
        }
    }

    @Override
    public void keep(String part, Map<String, Object> figures) throws IOException {
        results.put(section, part, figures, command, options.settings());
        if (DRAWS) {
            System.err.print("\r\033[K");
        }
    }

    @Override
    public void progress(String what) {
        String line = section.name() + ": " + what;
        System.err.print(DRAWS ? "\r\033[K" + line : line + "\n");
    }
}
