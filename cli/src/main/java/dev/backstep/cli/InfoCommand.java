package dev.backstep.cli;

import dev.backstep.recording.Recording;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a recording is of. Works on recordings that are being made, and on damaged ones as far as they go. */
@Command(
        name = "info",
        description = "Tell what a recording is of and how it ended.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.GOOD_TEXT,
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.OTHER_FORMAT_TEXT
        })
final class InfoCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Mixin
    private JsonOption output;

    @Option(names = "--environment", description = "Show the recorded environment variables too; they may hold secrets.")
    private boolean environment;

    @Override
    public Integer call() throws IOException {
        try (Recording recording = Recording.open(recordingArgument.file)) {
            RecordingSummary summary = RecordingSummary.of(recording);
            try (StandardOutput out = output.json ? StandardOutput.json() : StandardOutput.text()) {
                out.line(output.json ? Json.pretty(summary.toJson(environment)) : summary.toText(environment));
            }
            summary.problems().forEach(problem -> Errors.print(recording.file() + ": " + problem));
            return summary.problems().isEmpty() ? ExitCodes.GOOD : ExitCodes.DAMAGED;
        }
    }
}
