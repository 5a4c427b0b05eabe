package dev.backstep.record;

import dev.backstep.recording.Schedule;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * How to record.
 *
 * @param output the file, or an existing folder for a file with the default name; empty for the current folder
 * @param existing what to do if the file is there
 * @param preemption how eagerly threads are switched
 * @param checks how much is recorded to find the cause of a divergence
 * @param meanSliceTicks mean time slice; empty for the default of the preemption
 * @param seed of the time slices; empty for a random one
 * @param stdout where the program's standard output goes
 * @param backstepVersion noted in the recording
 */
public record RecordOptions(Optional<Path> output, Existing existing, Preemption preemption, Checks checks,
                            OptionalInt meanSliceTicks, OptionalLong seed, Redirect stdout,
                            String backstepVersion) {
    /** About a millisecond of ordinary code. */
    private static final int DEFAULT_SLICE_TICKS = 50_000;
    private static final int CHAOS_SLICE_TICKS = 1_000;

    /** What to do with a file that is in the way. */
    public enum Existing { KEEP, REPLACE }

    /** {@code CHAOS} switches often and at random, to provoke races. */
    public enum Preemption { NORMAL, CHAOS }

    /** {@code PARANOID} records a digest of the state before each event; larger and slower. */
    public enum Checks { NORMAL, PARANOID }

    /** Everything by default. */
    public static RecordOptions defaults(String backstepVersion) {
        return new RecordOptions(Optional.empty(), Existing.KEEP, Preemption.NORMAL, Checks.NORMAL, OptionalInt.empty(),
                OptionalLong.empty(), Redirect.INHERIT, backstepVersion);
    }

    public RecordOptions withOutput(Path value) {
        return new RecordOptions(Optional.of(value), existing, preemption, checks, meanSliceTicks, seed, stdout,
                backstepVersion);
    }

    public RecordOptions withStdout(Redirect value) {
        return new RecordOptions(output, existing, preemption, checks, meanSliceTicks, seed, value, backstepVersion);
    }

    Schedule schedule() {
        boolean chaos = preemption == Preemption.CHAOS;
        return new Schedule(seed.orElseGet(() -> new SplittableRandom().nextLong()),
                meanSliceTicks.orElse(chaos ? CHAOS_SLICE_TICKS : DEFAULT_SLICE_TICKS), chaos, checks == Checks.PARANOID);
    }
}
