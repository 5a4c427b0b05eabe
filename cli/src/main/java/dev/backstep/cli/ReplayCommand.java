package dev.backstep.cli;

import dev.backstep.replay.follow.CheckpointRules;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Re-executes a recording and checks every event of it; {@link ReplayRequest} does it. */
@Command(
        name = "replay",
        description = "Re-execute a recording in a fresh JVM: same threads, same values, same output.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        footer = {"", "Files, network and processes of the outside are not touched; sleeps take no time."},
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:replayed exactly",
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DIVERGENCE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.OTHER_FORMAT_TEXT,
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

    @Option(names = "--json", description = "Print JSON instead of text, and not what the program prints.")
    private boolean json;

    @Option(names = "--checkpoint", paramLabel = "RULE", arity = "0..1", fallbackValue = CheckpointRules.DEFAULT,
            description = "Take checkpoints on the way, into REC.checkpoints: each 100ms or 2s of recorded time, each"
                    + " 500000ticks or 1000000misses (of the cache), adaptive (as often as they cost 3 %%; the default), network (after network events),"
                    + " write:package.Class.field (after writes to it), asked (only when the program or a command asks for one)."
                    + " Several: with commas, or this option again.")
    private List<String> checkpoint = List.of();

    @Option(names = "--from-checkpoint", paramLabel = "N", description = "Go on from a checkpoint of REC.checkpoints.")
    private Integer fromCheckpoint;

    @Option(names = "--at-crash",
            description = "Show the program at the moment when a signal killed it; recorded with --crash-checkpoint.")
    private boolean atCrash;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (atCrash) {
            if (!checkpoint.isEmpty() || fromCheckpoint != null || repeat != 1 || timeoutSeconds != null || json || quiet) {
                throw new ParameterException(spec.commandLine(), "--at-crash goes without other options");
            }
            return new AtCrash(recordingArgument.file).show();
        }
        if (checkpoint.isEmpty() && fromCheckpoint == null) {
            return request().call();
        }
        if (!checkpoint.isEmpty() && fromCheckpoint != null || repeat != 1 || timeoutSeconds != null || json) {
            throw new ParameterException(spec.commandLine(),
                    "--checkpoint and --from-checkpoint go neither together nor with --repeat, --timeout and --json");
        }
        CheckpointedReplay replay = new CheckpointedReplay(recordingArgument.file, quiet);
        return fromCheckpoint != null ? replay.from(fromCheckpoint) : replay.take(CheckpointOption.parse(checkpoint, spec));
    }

    ReplayRequest request() {
        if (repeat <= 0 || timeoutSeconds != null && timeoutSeconds <= 0) {
            throw new ParameterException(spec.commandLine(), "--repeat and --timeout must be positive");
        }
        return new ReplayRequest(recordingArgument.file, repeat, Optional.ofNullable(timeoutSeconds).map(Duration::ofSeconds),
                quiet, json);
    }
}
