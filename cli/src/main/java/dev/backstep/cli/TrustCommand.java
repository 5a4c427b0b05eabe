package dev.backstep.cli;

import dev.backstep.record.UserKey;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingCloser;
import dev.backstep.recording.RecordingEnd;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets replays of a recording that somebody else made run its native libraries and agents. */
@Command(
        name = "trust",
        description = "Say that you trust a recording that you did not make here: replays then load its native libraries and agents.",
        footer = {"", "Puts a seal on it that holds for you, until the recording changes. Your own recordings have it already."},
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
final class TrustCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Override
    public Integer call() throws IOException {
        boolean closed;
        try (Recording recording = Recording.open(recordingArgument.file)) {
            closed = recording.header().closed();
        }
        if (!closed) {
            RecordingCloser.close(recordingArgument.file, RecordingEnd.unknown());
        }
        RecordingCloser.seal(recordingArgument.file, UserKey.findOrMake());
        try (StandardOutput out = StandardOutput.text()) {
            out.line("Replays of " + recordingArgument.file + " run its native libraries and agents from now on.");
        }
        return ExitCodes.GOOD;
    }
}
