package dev.backstep.tests.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A way to run a workload. */
enum Mode {
    /** The JDK without us: what everything is compared with. */
    STOCK("the JDK without us"),
    /** What a scheduler with one thread at a time cannot beat. */
    STOCK_ONE_CORE("the JDK on one processor (`taskset`), which a scheduler with one thread at a time cannot beat"),
    STOCK_DEBUG_AGENT("the JDK with the debug agent (JDWP) loaded and nobody attached"),
    STOCK_FLIGHT_RECORDER("the JDK with Flight Recorder on"),
    STOCK_C1("the JDK without its optimising compiler"),
    RECORD("`backstep record` from its start to its end"),
    RECORD_CHECKPOINTS("`backstep record --checkpoint=1s`"),
    RECORD_ADAPTIVE("`backstep record --checkpoint=adaptive`"),
    REPLAY("`backstep replay` of that recording, output included");

    private final String meaning;

    Mode(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    boolean records() {
        return name().startsWith("RECORD");
    }

    /** Options of {@code backstep record}. */
    List<String> recordOptions() {
        return switch (this) {
            case RECORD_CHECKPOINTS -> List.of("--checkpoint=1s");
            case RECORD_ADAPTIVE -> List.of("--checkpoint=adaptive");
            default -> List.of();
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Mode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Mode::toString).toList();
    }
}
