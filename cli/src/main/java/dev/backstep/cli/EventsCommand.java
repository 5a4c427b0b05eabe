package dev.backstep.cli;

import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.EventText;
import dev.backstep.recording.Recording;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the event log. */
@Command(
        name = "events",
        description = "List the events of a recording, one line each: index, thread, tick, kind, what happened.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = ExitCodes.HEADING,
        exitCodeList = {
            ExitCodes.GOOD_TEXT,
            ExitCodes.INTERNAL_TEXT,
            ExitCodes.USAGE_TEXT,
            "4:not a recording, or a damaged or truncated one; the events before the damage are printed",
            ExitCodes.OTHER_FORMAT_TEXT
        })
final class EventsCommand implements Callable<Integer> {
    @Mixin
    private RecordingArgument recordingArgument;

    @Mixin
    private EventFilter filter;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() throws IOException {
        try (Recording recording = Recording.open(recordingArgument.file);
                StandardOutput out = output.json ? StandardOutput.json() : StandardOutput.text();
                Progress progress = new Progress("Reading events", recording.header().committedLengthBytes())) {
            LogStartText.of(recording).ifPresent(begin -> Errors.print("the recording " + begin));
            EventText text = new EventText(hookNames(recording));
            Function<Event, String> line = output.json ? new EventJson(text)::line : text::line;
            print(recording.events(), line, text, out, progress);
            return ExitCodes.GOOD;
        }
    }

    private void print(EventReader reader, Function<Event, String> line, EventText text, StandardOutput out,
            Progress progress) throws IOException {
        long printed = 0;
        for (Event event = reader.next(); event != null; event = reader.next()) {
            if (filter.isPast(event.position()) || printed == filter.limit()) {
                return;
            }
            if (filter.accepts(event, text)) {
                printed++;
                if (!out.line(line.apply(event))) {
                    return;
                }
            }
            if (!Terminal.stdoutIsTerminal() && (reader.nextIndex() & 0xfff) == 0) {
                progress.at(reader.nextOffset());
            }
        }
    }

    /** Without metadata the events are worth showing all the same. */
    private static List<String> hookNames(Recording recording) throws IOException {
        try {
            return recording.metadata().hookNames();
        } catch (CorruptRecordingException e) {
            Errors.print(e.problem() + ": natives are shown as numbers");
            return List.of();
        }
    }
}
