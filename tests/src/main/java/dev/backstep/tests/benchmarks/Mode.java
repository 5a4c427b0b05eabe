package dev.backstep.tests.benchmarks;

import java.util.Locale;

/** A way to run a workload. */
enum Mode {
    /** The JDK without us: what everything is compared with. */
    STOCK,
    /** {@code backstep record}, with its own start and end. */
    RECORD,
    /** {@code backstep replay} of what RECORD recorded last. */
    REPLAY,
    /** The JDK on one processor: what a scheduler with one thread at a time cannot beat. */
    STOCK_ONE_CORE,
    /** The JDK without its optimising compiler. */
    STOCK_C1,
    /** The JDK with the debug agent loaded and nobody attached. */
    STOCK_DEBUG_AGENT,
    /** The JDK with Flight Recorder on. */
    STOCK_FLIGHT_RECORDER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Mode of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
