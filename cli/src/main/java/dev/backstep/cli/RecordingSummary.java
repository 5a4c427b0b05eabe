package dev.backstep.cli;

import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingEnd;
import dev.backstep.recording.RecordingHeader;
import dev.backstep.recording.RecordingLayout;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.recording.RecordingTrailer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What {@code info} shows: whatever of header, metadata and trailer can be read.
 *
 * @param recording open while the summary is used
 * @param metadata empty if damaged
 * @param trailer empty if damaged, or not there yet
 * @param problems what could not be read and why, one sentence each
 */
record RecordingSummary(
        Recording recording,
        Optional<RecordingMetadata> metadata,
        Optional<RecordingTrailer> trailer,
        List<String> problems) {

    static RecordingSummary of(Recording recording) throws IOException {
        List<String> problems = new ArrayList<>();
        Optional<RecordingMetadata> metadata = Optional.empty();
        Optional<RecordingTrailer> trailer = Optional.empty();
        try {
            metadata = Optional.of(recording.metadata());
        } catch (CorruptRecordingException e) {
            problems.add(e.problem());
        }
        if (recording.missingLogBytes() > 0) {
            problems.add("the file is cut off, %d bytes of the log are missing".formatted(recording.missingLogBytes()));
            return new RecordingSummary(recording, metadata, trailer, problems);
        }
        try {
            trailer = recording.trailer();
        } catch (CorruptRecordingException e) {
            problems.add(e.problem());
        }
        return new RecordingSummary(recording, metadata, trailer, problems);
    }

    Map<String, Object> toJson(boolean environment) {
        RecordingHeader header = recording.header();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", recording.file().toString());
        json.put("formatVersion", RecordingLayout.FORMAT_VERSION);
        json.put("state", name(header.state()));
        json.put("ending", trailer.map(t -> name(t.ending())).orElse(null));
        json.put("exitStatus", end().map(end -> boxed(end.exitStatus())).orElse(null));
        json.put("signal", end().map(end -> boxed(end.signal())).orElse(null));
        json.put("startedAt", metadata.map(m -> Instant.ofEpochMilli(m.startedAtMillis()).toString()).orElse(null));
        json.put("wallNanos", end().map(RecordingEnd::wallNanos).orElse(null));
        json.put("events", header.eventCount());
        recording.start().ifPresent(start -> {
            json.put("firstEvent", start.index());
            json.put("firstEventNanos", start.clock());
        });
        json.put("ticks", header.tickCount());
        json.put("decisions", header.decisionCount());
        json.put("logBytes", header.committedLengthBytes());
        json.put("missingLogBytes", recording.missingLogBytes());
        json.put("fileBytes", recording.fileLengthBytes());
        json.put("schedule", Map.of(
                "seed", header.schedule().seed(),
                "meanSliceTicks", header.schedule().meanSliceTicks(),
                "chaos", header.schedule().chaos(),
                "paranoid", header.schedule().paranoid()));
        metadata.ifPresent(m -> putMetadata(json, m, environment));
        json.put("warnings", end().map(RecordingEnd::warnings).orElse(List.of()));
        json.put("crashCheckpoint", hasCrashCheckpoint() ? CrashCheckpoint.of(recording.file()).toString() : null);
        json.put("problems", problems);
        return json;
    }

    private static void putMetadata(Map<String, Object> json, RecordingMetadata metadata, boolean environment) {
        Map<String, Object> program = new LinkedHashMap<>();
        program.put("kind", name(metadata.target().kind()));
        program.put("name", metadata.target().name());
        program.put("arguments", metadata.programArguments());
        program.put("commandLine", metadata.commandLine());
        program.put("expandedCommandLine", metadata.expandedCommandLine());
        program.put("vmOptions", metadata.vmOptions());
        program.put("classPath", metadata.classPath());
        program.put("workingDirectory", metadata.workingDirectory());
        json.put("program", program);
        Map<String, Object> jdk = new LinkedHashMap<>();
        jdk.put("home", metadata.jdkHome());
        jdk.put("version", metadata.jdkVersion());
        jdk.put("image", metadata.imageVersion());
        json.put("jdk", jdk);
        json.put("user", metadata.user());
        json.put("host", metadata.host());
        json.put("operatingSystem", metadata.operatingSystem());
        json.put("processors", metadata.machine().processorCount());
        json.put("memoryBytes", metadata.machine().memoryBytes());
        json.put("backstepVersion", metadata.backstepVersion());
        if (environment) {
            json.put("environment", new TreeMap<>(metadata.environment()));
        }
    }

    String toText(boolean environment) {
        RecordingHeader header = recording.header();
        TextTable table = new TextTable();
        table.row("Recording", recording.file().toString());
        metadata.ifPresent(m -> {
            table.row("Command", CommandText.of(m.commandLine()));
            if (!m.expandedCommandLine().equals(m.commandLine())) {
                table.row("Expanded", CommandText.of(m.expandedCommandLine()));
            }
            table.row("Directory", m.workingDirectory());
            table.row("Recorded", date(m.startedAtMillis()) + " by " + m.user() + " on " + m.host()
                    + " (" + m.operatingSystem() + ", " + m.machine().processorCount()
                    + (m.machine().processorCount() == 1 ? " processor, " : " processors, ")
                    + RecordReport.size(m.machine().memoryBytes()) + " of memory)");
            table.row("JDK", m.jdkVersion() + ", " + m.jdkHome());
            table.row("Backstep", m.backstepVersion() + ", image " + m.imageVersion());
        });
        table.row("End", endText());
        if (hasCrashCheckpoint()) {
            table.row("Crash", "its last moment is kept; look with: backstep replay --at-crash "
                    + CommandText.of(List.of(recording.file().toString())));
        }
        table.row("Events", number(header.eventCount()) + ", " + number(header.committedLengthBytes()) + " bytes of log");
        LogStartText.of(recording).ifPresent(text -> table.row("Begin", text));
        table.row("Ticks", number(header.tickCount()) + ", " + number(header.decisionCount()) + " scheduling decisions");
        table.row("Schedule", "seed " + header.schedule().seed() + ", slices of " + header.schedule().meanSliceTicks()
                + " ticks" + (header.schedule().chaos() ? ", chaos" : "") + (header.schedule().paranoid() ? ", paranoid" : ""));
        end().ifPresent(end -> end.warnings().forEach(warning -> table.row("Warning", warning)));
        if (environment) {
            metadata.ifPresent(m -> new TreeMap<>(m.environment())
                    .forEach((name, value) -> table.row("Environment", name + "=" + value)));
        }
        return table.toString();
    }

    private boolean hasCrashCheckpoint() {
        return Files.exists(CrashCheckpoint.of(recording.file()));
    }

    private String endText() {
        if (trailer.isEmpty()) {
            return switch (recording.header().state()) {
                case OPEN -> "not closed: the program is running, or was killed together with backstep";
                case EXITED -> "the program exited; the recording was not closed";
                case STOPPED -> "recording stopped before the program did; the recording was not closed";
                case CLOSED -> "unknown, the trailer is damaged";
            };
        }
        RecordingEnd end = trailer.get().end();
        String how = end.signal().isPresent() ? "killed by signal " + end.signal().getAsInt()
                : end.exitStatus().isPresent() ? "exit status " + end.exitStatus().getAsInt() : "unknown";
        String log = switch (trailer.get().ending()) {
            case EXITED -> "";
            case KILLED -> ", in the middle of the log";
            case STOPPED -> ", recording had stopped before";
        };
        return how + log + " after " + seconds(end.wallNanos());
    }

    private Optional<RecordingEnd> end() {
        return trailer.map(RecordingTrailer::end);
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String date(long millis) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
