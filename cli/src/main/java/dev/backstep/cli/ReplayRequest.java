package dev.backstep.cli;

import dev.backstep.record.ImageCache;
import dev.backstep.recording.Recording;
import dev.backstep.replay.DivergenceText;
import dev.backstep.replay.ReplayOptions;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.Replayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What the command line of {@code replay} asks for.
 *
 * @param file the recording
 * @param repeat how often
 * @param timeout of each replay; empty for none
 * @param quiet whether to leave out what the program prints
 * @param json whether to report as JSON
 */
record ReplayRequest(Path file, int repeat, Optional<Duration> timeout, boolean quiet, boolean json)
        implements Callable<Integer> {
    private static final PlainOptions.Names NAMES =
            new PlainOptions.Names(List.of("-q,--quiet", "--json"), List.of("--repeat", "--timeout"));

    /** @return empty if it is not a usual form */
    static Optional<ReplayRequest> parse(List<String> arguments) {
        Optional<PlainOptions> split = PlainOptions.split(arguments, NAMES);
        // Options may follow the recording.
        if (split.isEmpty() || split.get().rest().size() != 1) {
            return Optional.empty();
        }
        PlainOptions given = split.get();
        try {
            int repeat = given.value("--repeat").map(Integer::valueOf).orElse(1);
            Optional<Integer> seconds = given.value("--timeout").map(Integer::valueOf);
            if (repeat <= 0 || seconds.orElse(1) <= 0) {
                return Optional.empty();
            }
            return Optional.of(new ReplayRequest(Path.of(given.rest().getFirst()), repeat, seconds.map(Duration::ofSeconds),
                    given.has("-q"), given.has("--json")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();    // a number or a path that is none: picocli says so
        }
    }

    /** Replays. @return the exit code of {@code replay} */
    @Override
    public Integer call() throws IOException {
        Optional<String> begin = begin();
        if (begin.isPresent()) {
            return callFromCheckpoint(begin.get());
        }
        ReplayResult result = null;
        int done = 0;
        try (PreparationProgress progress = new PreparationProgress(quiet)) {
            Replayer replayer = new Replayer(options(), ImageCache.standard(), progress);
            while (done < repeat && (done == 0 || isGood(result))) {
                result = replayer.replay(file);
                done++;
            }
        }
        return print(result, done);
    }

    private Optional<String> begin() throws IOException {
        try (Recording recording = Recording.open(file)) {
            return LogStartText.of(recording);
        }
    }

    private int callFromCheckpoint(String begin) throws IOException {
        if (json || timeout.isPresent()) {
            throw new IOException("the recording " + begin + "; --json and --timeout are for whole ones");
        }
        Errors.print("the recording " + begin);
        int status = ExitCodes.GOOD;
        for (int i = 0; i < repeat && status == ExitCodes.GOOD; i++) {
            status = new CheckpointedReplay(file, quiet).fromFirst();
        }
        return status;
    }

    /** JSON on standard output would get mixed with the program's, so the program is not shown then. */
    private ReplayOptions options() {
        ReplayOptions output = quiet || json ? ReplayOptions.quiet() : ReplayOptions.showingOutput();
        return output.withTimeout(timeout);
    }

    private static boolean isGood(ReplayResult result) {
        return result instanceof ReplayResult.Exact || result instanceof ReplayResult.Ended || result instanceof ReplayResult.Crashed;
    }

    private int print(ReplayResult result, int done) {
        ReplayReportText report = new ReplayReportText(file, result, done);
        if (json) {
            try (StandardOutput out = StandardOutput.json()) {
                out.line(Json.pretty(report.toJson()));
            }
        } else {
            Errors.print(report.line());
            if (result instanceof ReplayResult.Diverged diverged) {
                System.err.print(new DivergenceText(file, diverged.divergence()).text());
            }
        }
        return switch (result) {
            case ReplayResult.Exact _, ReplayResult.Ended _, ReplayResult.Crashed _ -> ExitCodes.GOOD;
            case ReplayResult.Damaged _ -> ExitCodes.DAMAGED;
            case ReplayResult.Diverged _ -> ExitCodes.DIVERGENCE;
            case ReplayResult.Failed _ -> ExitCodes.INTERNAL;
        };
    }
}
