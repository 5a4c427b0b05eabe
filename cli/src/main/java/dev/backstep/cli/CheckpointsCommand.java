package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists checkpoints. */
@Command(
        name = "checkpoints",
        description = "List checkpoints: where in the recording they are, why they were taken, how large they are.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {ExitCodes.GOOD_TEXT, ExitCodes.INTERNAL_TEXT, ExitCodes.USAGE_TEXT, ExitCodes.DAMAGED_TEXT})
final class CheckpointsCommand implements Callable<Integer> {
    private static final String LINE = "%3s  %12s  %12s  %12s  %9s  %7s  %-8s %s";
    private static final int PAGE_BYTES = 4096;

    @Parameters(paramLabel = "FILE", description = "A recording that has checkpoints, or a file of 'backstep checkpoint'.")
    private Path file;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        try (CheckpointPack pack = CheckpointFiles.open(file);
                StandardOutput out = json.json ? StandardOutput.json() : StandardOutput.text()) {
            if (json.json) {
                Map<String, Object> values = new LinkedHashMap<>();
                values.put("file", pack.file().toString());
                values.put("sizeBytes", Files.size(pack.file()));
                values.put("checkpoints", CheckpointFiles.usable(pack, file).stream().map(CheckpointsCommand::toJson).toList());
                out.line(Json.pretty(values));
            } else {
                out.line(LINE.formatted("", "step", "event", "tick", "memory", "threads", "reason", "label"));
                CheckpointFiles.usable(pack, file).forEach(checkpoint -> out.line(toText(checkpoint)));
                out.line(pack.file() + ": " + RecordReport.size(Files.size(pack.file())));
            }
        }
        return ExitCodes.GOOD;
    }

    private static String toText(Checkpoint checkpoint) {
        Mark mark = checkpoint.mark();
        return LINE.formatted(checkpoint.number(), known(mark.step()), known(mark.event()), known(mark.tick()),
                RecordReport.size(checkpoint.pageCount() * PAGE_BYTES), checkpoint.threadCount(), mark.reason(),
                mark.label().replaceAll("\\p{Cntrl}", "?")).stripTrailing();
    }

    private static String known(long number) {
        return number < 0 ? "-" : Long.toString(number);
    }

    private static Map<String, Object> toJson(Checkpoint checkpoint) {
        Mark mark = checkpoint.mark();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", checkpoint.number());
        putKnown(values, "step", mark.step());
        putKnown(values, "event", mark.event());
        putKnown(values, "tick", mark.tick());
        values.put("reason", mark.reason());
        values.put("label", mark.label());
        values.put("pages", checkpoint.pageCount());
        values.put("memoryBytes", checkpoint.pageCount() * PAGE_BYTES);
        values.put("threads", checkpoint.threadCount());
        values.put("losses", checkpoint.losses());
        return values;
    }

    private static void putKnown(Map<String, Object> values, String name, long number) {
        if (number >= 0) {
            values.put(name, number);
        }
    }
}
