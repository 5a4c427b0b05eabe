package dev.backstep.cli;

import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.CoreExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes an ELF core of a checkpoint. */
@Command(
        name = "core",
        description = "Write a checkpoint as an ELF core file, for gdb or jhsdb.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.DAMAGED_TEXT},
        footer = {"Look at it with", "  jhsdb jstack --exe JDK/bin/java --core core", "  gdb JDK/bin/java core"})
final class CoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A recording that has checkpoints, or a file of 'backstep checkpoint'.")
    private Path file;

    @Parameters(index = "1", paramLabel = "N", description = "The checkpoint's number.")
    private int number;

    @Option(names = {"-o", "--output"}, paramLabel = "CORE", description = "Where to. Default: core.", defaultValue = "core")
    private Path output;

    @Override
    public Integer call() throws IOException {
        try (CheckpointPack pack = CheckpointFiles.open(file)) {
            CoreExport.write(pack, CheckpointFiles.checkpoint(pack, number), output);
        }
        return ExitCodes.GOOD;
    }
}
