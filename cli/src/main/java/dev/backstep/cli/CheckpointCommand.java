package dev.backstep.cli;

import dev.backstep.checkpoint.CaptureOptions;
import dev.backstep.checkpoint.CaptureReport;
import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPacker;
import dev.backstep.checkpoint.CheckpointSet;
import dev.backstep.checkpoint.CheckpointWriter;
import dev.backstep.checkpoint.Mark;
import dev.backstep.checkpoint.ProcessCapture;
import dev.backstep.linux.ProcFiles;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a checkpoint of any JVM. */
@Command(
        name = "checkpoint",
        description = "Take a checkpoint of a running JVM: memory, threads, registers. It runs on.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT},
        footer = "The file holds all that the JVM has in memory, secrets too; only you can read it.")
final class CheckpointCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PID", description = "The process.")
    private int pid;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where to. Default: PID.checkpoints; for a program that is recorded with checkpoints, those of the recording.")
    private Path output;

    @Option(names = "--label", paramLabel = "TEXT", description = "What it is called in lists.", defaultValue = "")
    private String label;

    @Option(names = "--verify-pages",
            description = "Hash each page a second way while the JVM stands still, and compare with what is in the file. Slow.")
    private boolean verifyPages;

    @Override
    public Integer call() throws IOException {
        if (!new ProcFiles(pid).isAlive()) {
            throw new IOException("there is no process " + pid);
        }
        Optional<CheckpointWish> wish = output == null ? CheckpointWish.of(pid) : Optional.empty();
        if (wish.isPresent()) {
            return wish(wish.get());
        }
        Path target = output != null ? output : Path.of(pid + ".checkpoints");
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path folder = Files.createTempDirectory("backstep-checkpoint-");    // 0700
        Path unpacked = folder.resolve("checkpoint");
        try {
            CaptureReport report = capture(unpacked);
            if (report.wrongPages() != 0) {
                throw new IOException("%d of %d pages are not as the JVM has them: this checkpoint is of no use; please report it"
                        .formatted(report.wrongPages(), report.verifiedPages()));
            }
            try (CheckpointSet set = CheckpointSet.open(unpacked); CheckpointPacker packer = new CheckpointPacker(target)) {
                packer.add(set, set.checkpoints().getFirst());
                packer.finish();
            }
            try (StandardOutput out = StandardOutput.text()) {
                out.line("%s: %d threads, %s of memory, %s in the file; the JVM stood still for %.1f ms".formatted(target,
                        report.checkpoint().threadCount(), RecordReport.size(report.checkpoint().pageCount() * 4096),
                        RecordReport.size(Files.size(target)), report.pauseNanos() / 1e6));
                if (verifyPages) {
                    out.line("%d pages compared, none is wrong".formatted(report.verifiedPages()));
                }
            }
            return ExitCodes.GOOD;
        } finally {
            Files.deleteIfExists(unpacked);
            Files.delete(folder);
        }
    }

    /** The program is being recorded with checkpoints: it gets one more. */
    private int wish(CheckpointWish wish) throws IOException {
        Checkpoint taken = wish.fulfil(label);
        try (StandardOutput out = StandardOutput.text()) {
            out.line("%s: checkpoint %d, at event %d of the recording; the program did not stand still".formatted(
                    StoredCheckpoints.of(wish.recording()), taken.number(), taken.mark().event()));
        }
        return ExitCodes.GOOD;
    }

    private CaptureReport capture(Path file) throws IOException {
        CaptureOptions options = CaptureOptions.forThisMachine()
                .with(verifyPages ? CaptureOptions.Verification.PAGES : CaptureOptions.Verification.NONE);
        try (CheckpointWriter writer = new CheckpointWriter(file); ProcessCapture capture = new ProcessCapture(pid, writer, options)) {
            return capture.capture(new Mark(-1, -1, -1, "command", label));
        }
    }
}
