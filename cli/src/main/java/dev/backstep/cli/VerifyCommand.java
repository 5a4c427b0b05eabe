package dev.backstep.cli;

import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingVerifier;
import dev.backstep.recording.Verification;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks every byte of a recording without replaying it. */
@Command(
        name = "verify",
        description = "Check structure and checksums of a recording without replaying it.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            "0:intact",
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            ExitCodes.DAMAGED_TEXT,
            ExitCodes.OTHER_FORMAT_TEXT
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws IOException {
        Verification result = verify();
        try (StandardOutput out = output.json ? StandardOutput.json() : StandardOutput.text()) {
            out.line(output.json ? Json.pretty(toJson(result)) : toText(result));
        }
        if (result.intact()) {
            return ExitCodes.GOOD;
        }
        Verification.Problem first = result.problems().getFirst();
        Errors.print("%s is damaged at byte %d: %s".formatted(recordingArgument.file, first.offset(), first.text()));
        return ExitCodes.DAMAGED;
    }

    private Verification verify() throws IOException {
        try (Recording recording = Recording.open(recordingArgument.file);
                Progress progress = new Progress("Verifying", recording.header().committedEnd())) {
            LogStartText.of(recording).ifPresent(begin -> Errors.print("the recording " + begin));
            return new RecordingVerifier(recording, progress::at).verify();
        } catch (CorruptRecordingException e) {
            // The header itself: nothing behind it can be found.
            return new Verification(List.of(new Verification.Problem(e.offset(), e.problem())), 0, 0, 0, 0, false);
        }
    }

    private Map<String, Object> toJson(Verification result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", recordingArgument.file.toString());
        json.put("intact", result.intact());
        json.put("checksummed", result.checksummed());
        json.put("intactEvents", result.eventCount());
        json.put("intactTicks", result.tickCount());
        json.put("intactEnd", result.intactEnd());
        json.put("committedEnd", result.committedEnd());
        json.put("problems", result.problems().stream()
                .map(problem -> Map.of("offset", problem.offset(), "text", problem.text())).toList());
        return json;
    }

    private static String toText(Verification result) {
        StringBuilder text = new StringBuilder();
        for (Verification.Problem problem : result.problems()) {
            text.append("byte ").append(problem.offset()).append(": ").append(problem.text()).append('\n');
        }
        String events = String.format(Locale.ROOT, "%,d events, %,d ticks", result.eventCount(), result.tickCount());
        if (!result.intact()) {
            return text.append(result.intactEnd() == 0 ? "Nothing of the log can be read."
                    : "The log is intact up to byte %d of %d: %s.".formatted(result.intactEnd(), result.committedEnd(), events))
                    .toString();
        }
        return text.append("Intact: ").append(events).append(result.checksummed() ? "; all checksums hold."
                : "; no checksums, because the recording was not closed.").toString();
    }
}
