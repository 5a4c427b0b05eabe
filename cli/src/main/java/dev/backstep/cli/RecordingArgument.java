package dev.backstep.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The recording that a command looks at. */
final class RecordingArgument {
    @Parameters(paramLabel = "REC", description = "The recording.")
    Path file;
}
