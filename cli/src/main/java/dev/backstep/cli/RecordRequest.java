package dev.backstep.cli;

import dev.backstep.record.Companion;
import dev.backstep.record.DebuggeeStarter;
import dev.backstep.record.ImageCache;
import dev.backstep.record.RecordOptions;
import dev.backstep.record.RecordOptions.Checks;
import dev.backstep.record.RecordOptions.Existing;
import dev.backstep.record.RecordOptions.Preemption;
import dev.backstep.record.RecordResult;
import dev.backstep.record.Recorder;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/**
 * What the command line of {@code record} asks for.
 *
 * @param command from {@code java} on
 * @param options how to record
 * @param checkpoints what is taken meanwhile
 * @param crash whether to stay attached, for a checkpoint if the program dies by a signal
 * @param quiet whether to say nothing about the recording
 * @param json whether to say it as JSON
 */
record RecordRequest(List<String> command, RecordOptions options, Optional<FollowerOptions> checkpoints, Crash crash, boolean quiet, boolean json)
        implements Callable<Integer> {
    private static final PlainOptions.Names NAMES = new PlainOptions.Names(
            List.of("--force", "--chaos", "--paranoid", "--crash-checkpoint", "-q,--quiet", "--json"), List.of("-o,--output", "--slice", "--seed"));

    /** What to do about a death by a signal. */
    enum Crash { IGNORE, CAPTURE }

    /**
     * @param output null for the default
     * @param slice null for the default
     * @param seed null for the default
     */
    static RecordOptions options(Path output, boolean force, boolean chaos, boolean paranoid, Integer slice, Long seed) {
        return new RecordOptions(Optional.ofNullable(output), force ? Existing.REPLACE : Existing.KEEP,
                chaos ? Preemption.CHAOS : Preemption.NORMAL, paranoid ? Checks.PARANOID : Checks.NORMAL,
                slice == null ? OptionalInt.empty() : OptionalInt.of(slice),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed), Redirect.INHERIT, Version.current());
    }

    /** @return empty if it is not a usual form */
    static Optional<RecordRequest> parse(List<String> arguments) {
        Optional<PlainOptions> split = PlainOptions.split(arguments, NAMES);
        if (split.isEmpty() || split.get().rest().isEmpty()) {
            return Optional.empty();
        }
        PlainOptions given = split.get();
        try {
            Integer slice = given.value("--slice").map(Integer::valueOf).orElse(null);
            Long seed = given.value("--seed").map(Long::valueOf).orElse(null);
            if (slice != null && slice <= 0) {
                return Optional.empty();
            }
            RecordOptions options = options(given.value("-o").map(Path::of).orElse(null), given.has("--force"),
                    given.has("--chaos"), given.has("--paranoid"), slice, seed);
            return Optional.of(new RecordRequest(List.copyOf(given.rest()), options, Optional.empty(),
                    given.has("--crash-checkpoint") ? Crash.CAPTURE : Crash.IGNORE, given.has("-q"), given.has("--json")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();    // a number or a path that is none: picocli says so
        }
    }

    /** Records. @return the exit code of the program */
    @Override
    public Integer call() {
        RecordResult result;
        RecordedCheckpoints taken = checkpoints.map(wanted -> new RecordedCheckpoints(wanted, this::notice)).orElse(null);
        CrashCheckpoint atDeath = crash == Crash.CAPTURE ? new CrashCheckpoint() : null;
        try (PreparationProgress progress = new PreparationProgress(quiet)) {
            result = new Recorder(options, ImageCache.standard(), progress, this::notice, taken == null ? Companion.NONE : taken,
                    atDeath == null ? DebuggeeStarter.USUAL : atDeath).record(command);
        }
        if (taken != null) {
            taken.await(result, quiet || json);
        }
        if (!quiet) {
            result.recorded().ifPresent(recorded -> print(result.exitCode(), recorded, taken));
            if (atDeath != null) {
                atDeath.lines().forEach(this::notice);
            }
        }
        return result.exitCode();
    }

    private void notice(String line) {
        if (!quiet) {
            Errors.print(line);
        }
    }

    private void print(int exitCode, RecordResult.Recorded recorded, RecordedCheckpoints taken) {
        RecordReport report = new RecordReport(recorded, taken);
        if (json) {
            System.err.println(Json.line(report.toJson(exitCode)));
        } else {
            report.lines().forEach(Errors::print);
        }
    }
}
