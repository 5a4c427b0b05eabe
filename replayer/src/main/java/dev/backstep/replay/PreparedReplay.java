package dev.backstep.replay;

import dev.backstep.record.AsciiPath;
import dev.backstep.record.ClassCache;
import dev.backstep.record.ImageCache;
import dev.backstep.record.InstrumentedJdk;
import dev.backstep.record.Progress;
import dev.backstep.record.ThisMachine;
import dev.backstep.record.UserKey;
import dev.backstep.recording.CorruptRecordingException;
import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.IntactPart;
import dev.backstep.recording.LogStart;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.recording.RecordingSeal;
import dev.backstep.recording.Verification;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recording with all that its replays need: the instrumented JDK, the command line, what is intact of the log. Any number of
 * JVMs can be started from it, also at the same time; they must have ended when it is closed.
 */
public final class PreparedReplay implements AutoCloseable {
    private final Path file;
    private final RecordingMetadata metadata;
    private final Optional<Verification> damage;
    private final Optional<Map<String, String>> properties;
    private final long identity;
    private final Optional<LogStart> start;
    /** Whether this user made it here, or said so: then replays run its agents and libraries. */
    private final boolean trusted;
    private final RecordedEnding ending;
    private final long events;
    private InstrumentedJdk image;      // this and the next three: null if there is nothing to replay
    private ClassCache classes;
    private AsciiPath openable;
    private ReplayFolder intactPart;
    private final SteeredFolders folders = new SteeredFolders();
    private boolean recordedCollector;

    private PreparedReplay(Path file, RecordingMetadata metadata, Optional<Verification> damage,
            Optional<Map<String, String>> properties, long identity, Optional<LogStart> start,
            boolean trusted, RecordedEnding ending, long events) {
        this.file = file;
        this.ending = ending;
        this.events = events;
        this.trusted = trusted;
        this.metadata = metadata;
        this.damage = damage;
        this.properties = properties;
        this.identity = identity;
        this.start = start;
    }

    /**
     * @throws RecordingException if the file is not a recording that we can read
     * @throws dev.backstep.record.JdkNotUsableException if the JDK that recorded is not here
     * @throws IOException if the recording cannot be read
     */
    public static PreparedReplay of(Path file, ImageCache cache, Progress progress) throws IOException {
        return of(file, cache, progress, false);
    }

    /** The same for a recording that this user's {@code record} is writing: it has no seal yet. */
    public static PreparedReplay ofGrowing(Path file, ImageCache cache, Progress progress) throws IOException {
        return of(file, cache, progress, true);
    }

    private static PreparedReplay of(Path file, ImageCache cache, Progress progress, boolean own) throws IOException {
        try (Recording recording = Recording.open(file)) {
            Optional<Verification> damage = IntactPart.damage(recording);
            PreparedReplay prepared = new PreparedReplay(file, recording.metadata(), damage,
                    recording.start().isPresent() ? Optional.of(Map.of()) : recordedProperties(recording, damage), identity(recording),
                    recording.start(), own || damage.isEmpty() && isTrusted(recording),
                    RecordedEnding.of(recording), recording.header().eventCount());
            if (prepared.obstacle().isEmpty()) {
                try {
                    prepared.prepare(recording, cache, progress);
                } catch (IOException | RuntimeException e) {
                    prepared.close();
                    throw e;
                }
            }
            return prepared;
        }
    }

    /** See {@link #identity()}. */
    public static long identity(Recording recording) throws IOException {
        return recording.header().schedule().seed() * 31 + recording.metadata().startedAtMillis();
    }

    /** Where the log begins, if its beginning was given up: replays can only go on from checkpoints then. */
    public Optional<LogStart> start() {
        return start;
    }

    /** Tells this recording from others, so that their checkpoints are not mixed up. */
    public long identity() {
        return identity;
    }

    /** How many the log had when it was opened. */
    public long events() {
        return events;
    }

    private static boolean isTrusted(Recording recording) throws IOException {
        Optional<byte[]> key = UserKey.find();
        return key.isPresent() && RecordingSeal.isBy(key.get(), recording);
    }

    private void prepare(Recording recording, ImageCache cache, Progress progress) throws IOException {
        image = new RecordedImage(cache, System.getenv(), progress).find(metadata);
        classes = new ClassCache(image, metadata.target(), metadata.classPath(), recording.header().schedule().chaos());
        if (damage.isPresent()) {
            intactPart = ReplayFolder.create();
            IntactPart.copy(recording, damage.get(), intactPart.recording());
        }
        recordedCollector = SeenCollector.in(file);
        openable = AsciiPath.of(damage.isPresent() ? intactPart.recording() : file);
    }

    public Path file() {
        return file;
    }

    public RecordingMetadata metadata() {
        return metadata;
    }

    /** What is wrong with the log; replays end where that begins. */
    public Optional<Verification> damage() {
        return damage;
    }

    /** Whether the program was killed before it did anything. */
    public boolean isEmpty() {
        return properties.isEmpty();
    }

    /** @return why this cannot be replayed, a sentence without full stop; empty if it can */
    public Optional<String> obstacle() {
        if (properties.isEmpty()) {
            return Optional.of("the program was killed before it did anything: there is nothing to replay");
        }
        return RecordedAgents.missing(metadata).map(agent -> "the program ran with the Java agent " + agent
                + ", which is not there any more; agents run in replays, too")
                .or(() -> trusted ? Optional.empty() : RecordedAgents.any(metadata).map(option -> "it asks the JVM for " + option
                        + ", which runs in replays, too, and you did not make this recording on this machine, or it was changed since; if you trust"
                        + " it: backstep trust " + file))
                .or(() -> RecordedAgents.foreign(metadata).map(agent -> "the recording asks the JVM to run " + agent
                        + ", which others than you may change; if you trust it, make it yours (chown, chmod o-w) and replay again"));
    }

    /**
     * The command of a JVM that replays, with directory and environment.
     *
     * @param folder gets its files
     * @param vmOptions besides those of a plain replay; they overrule the recorded ones
     * @param stderr where the program's standard error goes; what the launcher said at its beginning is printed there now
     */
    public ProcessBuilder command(ReplayFolder folder, List<String> vmOptions, Redirect stderr) throws IOException {
        if (start.isPresent()) {
            throw new SessionException("this recording keeps only its end, from event " + start.get().index()
                    + " on: it can be replayed from its checkpoints ('backstep replay'), but not from its beginning");
        }
        ReplayCommand command = new ReplayCommand(metadata, properties.orElseThrow(), ThisMachine.look());
        List<String> options = new ArrayList<>(classes.optionsToRead());
        if (!trusted) {
            options.add("-Dbackstep.untrusted=true");
        }
        options.addAll(vmOptions);
        Files.writeString(folder.argumentFile(), command.argumentFileText(options), StandardCharsets.UTF_8);
        ProcessBuilder builder = new ProcessBuilder(
                command.words(image.javaExecutable(), openable.path(), folder.report(), folder.argumentFile()));
        Path recordedDirectory = Path.of(metadata.workingDirectory());
        builder.directory((Files.isDirectory(recordedDirectory) ? recordedDirectory : folder.path()).toFile());
        ReplayEnvironment.apply(metadata.environment(), builder.environment());
        builder.redirectError(new PickedUpOptions(metadata.environment()).print(stderr));
        return builder;
    }

    /** Whether replays need the collector of the recording: the program may have looked at it. */
    public boolean needsRecordedCollector() {
        return recordedCollector;
    }

    /** A folder for a JVM that is steered. It is there until this is closed. */
    public ReplayFolder newFolder() throws IOException {
        return folders.create();
    }

    /** Of a replay whose JVM has ended. @param eventsMet as far as is known */
    public ReplayResult result(ReplayFolder folder, int processStatus, long eventsMet) throws IOException {
        ReplayReport report = ReplayReport.read(folder.report());
        Optional<ReplayResult> death = report.isMissing() ? ending.death(processStatus, eventsMet) : Optional.empty();
        ReplayResult result = death.isPresent() ? death.get() : report.toResult(processStatus);
        if (damage.isPresent() && result instanceof ReplayResult.Ended) {
            Verification.Problem first = damage.get().problems().getFirst();
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

    @Override
    public void close() {
        folders.close();
        if (openable != null) {
            openable.close();
        }
        if (intactPart != null) {
            intactPart.delete();
        }
        if (image != null) {
            image.close();
        }
    }
}
