package dev.backstep.cli;

import dev.backstep.record.ImageCache;
import dev.backstep.replay.DivergenceText;
import dev.backstep.replay.ReplayOptions;
import dev.backstep.replay.ReplayResult;
import dev.backstep.replay.Replayer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Re-executes a recording and checks every event of it. */
@Command(
        name = "replay",
        description = "Re-execute a recording in a fresh JVM: same threads, same values, same output.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Files, network and processes of the outside are not touched; sleeps take no time."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:replayed exactly",
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DIVERGENCE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.TOO_NEW_TEXT,
            ExitCodes.JDK_TEXT
        })
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Option(names = {"-q", "--quiet"}, description = "Do not print what the program prints.")
    private boolean quiet;

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "Replay N times. Default: 1.")
    private int repeat;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Give up after so long. Default: never.")
    private Integer timeoutSeconds;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (repeat <= 0 || timeoutSeconds != null && timeoutSeconds <= 0) {
            throw new ParameterException(spec.commandLine(), "--repeat and --timeout must be positive");
        }
        ReplayResult result = null;
        int done = 0;
        try (PreparationProgress progress = new PreparationProgress(quiet)) {
            Replayer replayer = new Replayer(options(), ImageCache.standard(), progress);
            while (done < repeat && (done == 0 || isGood(result))) {
                result = replayer.replay(recordingArgument.file);
                done++;
            }
        }
        return print(result, done);
    }

    /** JSON on standard output would get mixed with the program's, so the program is not shown then. */
    private ReplayOptions options() {
        ReplayOptions output = quiet || json.json ? ReplayOptions.quiet() : ReplayOptions.showingOutput();
        return output.withTimeout(Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds));
    }

    private static boolean isGood(ReplayResult result) {
        return result instanceof ReplayResult.Exact || result instanceof ReplayResult.Ended;
    }

    private int print(ReplayResult result, int done) {
        ReplayReportText report = new ReplayReportText(recordingArgument.file, result, done);
        if (json.json) {
            try (StandardOutput out = StandardOutput.json()) {
                out.line(Json.pretty(report.toJson()));
            }
        } else {
            Errors.print(report.line());
            if (result instanceof ReplayResult.Diverged diverged) {
                System.err.print(new DivergenceText(recordingArgument.file, diverged.divergence()).text());
            }
        }
        return switch (result) {
            case ReplayResult.Exact _, ReplayResult.Ended _ -> ExitCodes.GOOD;
            case ReplayResult.Diverged _ -> ExitCodes.DIVERGENCE;
            case ReplayResult.Failed _ -> ExitCodes.INTERNAL;
        };
    }
}
