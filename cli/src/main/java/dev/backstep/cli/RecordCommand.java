package dev.backstep.cli;

import dev.backstep.replay.follow.CheckpointRules;
import dev.backstep.replay.follow.Keep;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a java command under recording, in our place; {@link RecordRequest} does it. */
@Command(
        name = "record",
        description = "Run a java command and record it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        customSynopsis = "backstep record [-o REC] [OPTIONS] -- java ...",
        exitCodeOnInvalidInput = ExitCodes.NOT_STARTED,
        footer = {
            "",
            "The program runs as without us: same input, output, working directory, environment, signals.",
            "Plain 'java' is that of JAVA_HOME, or else that of PATH, if it is a JDK that we support.",
            "The recording holds what the program saw, its environment included; only you can read it."
        },
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "N:the program's own exit code; 128+N if signal N killed it",
            "125:recording could not be started; the program did not run",
            "126:the program cannot be executed",
            "127:no such program"
        })
final class RecordCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "java ...", hideParamSyntax = true, description = "The command, from java on.")
    private List<String> command;

    @Option(names = {"-o", "--output"}, paramLabel = "REC",
            description = "The recording to make, or a folder for it. Default: main class and time, in the current folder.")
    private Path output;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Option(names = "--chaos", description = "Switch threads often and at random, to provoke races.")
    private boolean chaos;

    @Option(names = "--slice", paramLabel = "N",
            description = "Mean time slice in ticks (places in the program where threads may switch). Default: 50000, with --chaos 1000.")
    private Integer slice;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the time slices. Default: random.")
    private Long seed;

    @Option(names = "--paranoid",
            description = "Record a digest of the state before each event: to find where a replay goes wrong. Slow.")
    private boolean paranoid;

    @Option(names = "--checkpoint", paramLabel = "RULE", arity = "0..1", fallbackValue = CheckpointRules.DEFAULT,
            description = "Take checkpoints meanwhile, into REC.checkpoints: each 100ms or 2s of recorded time, each"
                    + " 500000ticks or 1000000misses (of the cache), adaptive (as often as they cost 3 %%; the default), network (after network events),"
                    + " write:package.Class.field (after writes to it), asked (only when the program or a command asks for one)."
                    + " Several: with commas, or this option again. A replay just behind"
                    + " the program takes them, on another processor; the program is not stopped.")
    private List<String> checkpoint = List.of();

    @Option(names = "--keep-last", paramLabel = "AMOUNT",
            description = "Keep only the end of the recording: 5m, 2h or 500M. For programs that run for long; needs checkpoints, and"
                    + " takes them.")
    private String keepLast;

    @Option(names = "--crash-checkpoint",
            description = "Stay attached (ptrace): if a signal kills the program, its last moment becomes a checkpoint, REC.crash.")
    private boolean crashCheckpoint;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing about the recording.")
    private boolean quiet;

    @Option(names = "--json", description = "Say it as JSON, in the last line of standard error.")
    private boolean json;

    private CommandSpec spec;

    /** What follows the word java is the program's, even if it looks like one of our options. */
    @Spec
    void spec(CommandSpec value) {
        spec = value;
        value.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() {
        return request().call();
    }

    private Optional<FollowerOptions> checkpoints() {
        if (checkpoint.isEmpty() && keepLast == null) {
            return Optional.empty();
        }
        CheckpointOption.parse(checkpoint, spec);
        Optional<Keep> keep = Optional.ofNullable(keepLast).map(this::keep);
        String rules = checkpoint.isEmpty() ? keep.orElseThrow().usualRule() : String.join(",", checkpoint);
        return Optional.of(new FollowerOptions(rules, Optional.ofNullable(keepLast)));
    }

    private Keep keep(String text) {
        try {
            return Keep.parse(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), "--keep-last: " + e.getMessage());
        }
    }

    RecordRequest request() {
        if (slice != null && slice <= 0) {
            throw new ParameterException(spec.commandLine(), "--slice must be positive");
        }
        return new RecordRequest(command, RecordRequest.options(output, force, chaos, paranoid, slice, seed),
                checkpoints(), crashCheckpoint ? RecordRequest.Crash.CAPTURE : RecordRequest.Crash.IGNORE, quiet, json);
    }
}
