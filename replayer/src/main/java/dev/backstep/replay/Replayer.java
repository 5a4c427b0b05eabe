package dev.backstep.replay;

import dev.backstep.record.AsciiPath;
import dev.backstep.record.ImageCache;
import dev.backstep.record.InstrumentedJdk;
import dev.backstep.record.Progress;
import dev.backstep.record.ThisMachine;
import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.IntactPart;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.recording.Verification;
import dev.backstep.replay.ReplayResult.Counts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Re-executes a recording in a fresh JVM of the instrumented JDK that recorded it. */
public final class Replayer {
    private final ReplayOptions options;
    private final ImageCache cache;
    private final Progress progress;

    public Replayer(ReplayOptions options, ImageCache cache, Progress progress) {
        this.options = options;
        this.cache = cache;
        this.progress = progress;
    }

    /**
     * Replays a recording from its beginning to its end.
     *
     * @throws RecordingException if the file is not a recording that we can read
     * @throws dev.backstep.record.JdkNotUsableException if the JDK that recorded is not here
     * @throws IOException if the recording cannot be read or the JVM not started
     */
    public ReplayResult replay(Path recordingFile) throws IOException {
        try (Recording recording = Recording.open(recordingFile)) {
            RecordingMetadata metadata = recording.metadata();
            Optional<Verification> damage = IntactPart.damage(recording);
            Optional<Map<String, String>> properties = recordedProperties(recording, damage);
            if (properties.isEmpty()) {
                return new ReplayResult.Ended(new Counts(0, 0, 0));
            }
            Optional<Path> missing = RecordedAgents.missing(metadata);
            if (missing.isPresent()) {
                return new ReplayResult.Failed(new Counts(0, 0, 0), "the program ran with the Java agent " + missing.get()
                        + ", which is not there any more; agents run in replays, too");
            }
            try (InstrumentedJdk image = new RecordedImage(cache, System.getenv(), progress).find(metadata);
                    ReplayProcess process = new ReplayProcess()) {
                Path replayed = recordingFile;
                if (damage.isPresent()) {
                    replayed = process.folder().recording();
                    IntactPart.copy(recording, damage.get(), replayed);
                }
                ReplayCommand command = new ReplayCommand(metadata, properties.get(), ThisMachine.look());
                ReplayResult result = replay(replayed, image, process, command, metadata);
                return damage.isPresent() ? orDamaged(result, damage.get()) : result;
            }
        }
    }

    private ReplayResult replay(Path recordingFile, InstrumentedJdk image, ReplayProcess process, ReplayCommand command,
            RecordingMetadata metadata) throws IOException {
        ReplayFolder folder = process.folder();
        try (AsciiPath openable = AsciiPath.of(recordingFile)) {
            Files.writeString(folder.argumentFile(), command.argumentFileText(), StandardCharsets.UTF_8);
            ProcessBuilder builder = new ProcessBuilder(command.words(image.javaExecutable(), openable.path(), folder.report(),
                    folder.argumentFile()));
            prepare(builder, metadata, folder);
            process.start(builder);
            Optional<Integer> status = process.await(options.timeout());
            return status.isPresent() ? ReplayReport.read(folder.report()).toResult(status.get())
                    : new ReplayResult.Failed(new Counts(0, 0, 0), "the replay did not end within "
                            + options.timeout().orElseThrow().toSeconds() + " s");
        }
    }

    private static ReplayResult orDamaged(ReplayResult result, Verification damage) {
        if (result instanceof ReplayResult.Ended) {
            Verification.Problem first = damage.problems().getFirst();
            return new ReplayResult.Damaged(result.counts(), first.offset(), first.text());
        }
        return result;
    }

    /**
     * @return empty if the program was killed before it said more than its system properties; a JVM that has not booted
     *         cannot be ended either
     * @throws CorruptRecordingException if that part of the log is damaged
     */
    private static Optional<Map<String, String>> recordedProperties(Recording recording, Optional<Verification> damage)
            throws IOException {
        EventReader events = recording.events();
        Map<String, String> properties = null;
        for (Event event = events.next(); event != null; event = events.next()) {
            if (damage.isPresent() && events.nextOffset() > damage.get().intactEnd()) {
                Verification.Problem first = damage.get().problems().getFirst();
                throw new CorruptRecordingException(recording.file(), first.offset(), first.text());
            }
            if (event instanceof Event.Properties present) {
                properties = present.properties();
            } else if (properties != null && !(event instanceof Event.HashAlign)) {
                return Optional.of(properties);
            }
        }
        return Optional.empty();
    }

    private void prepare(ProcessBuilder builder, RecordingMetadata metadata, ReplayFolder folder) throws IOException {
        Path recordedDirectory = Path.of(metadata.workingDirectory());
        builder.directory((Files.isDirectory(recordedDirectory) ? recordedDirectory : folder.path()).toFile());
        ReplayEnvironment.apply(metadata.environment(), builder.environment());
        builder.redirectInput(new File("/dev/null")).redirectOutput(options.stdout());
        builder.redirectError(new PickedUpOptions(metadata.environment()).print(options.stderr()));
    }
}
