package dev.backstep.replay;

import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.recording.RecordingException;
import dev.backstep.replay.ReplayResult.Counts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        try (PreparedReplay prepared = PreparedReplay.of(recordingFile, cache, progress)) {
            if (prepared.isEmpty()) {
                return new ReplayResult.Ended(new Counts(0, 0, 0));
            }
            Optional<String> obstacle = prepared.obstacle();
            if (obstacle.isPresent()) {
                return new ReplayResult.Failed(new Counts(0, 0, 0), obstacle.get());
            }
            try (ReplayProcess process = new ReplayProcess()) {
                return replay(prepared, process);
            }
        }
    }

    private ReplayResult replay(PreparedReplay prepared, ReplayProcess process) throws IOException {
        process.start(prepared.command(process.folder(), List.of("-Dbackstep.status=" + process.folder().status()), options.stderr())
                .redirectInput(new File("/dev/null")).redirectOutput(options.stdout())::start);
        Optional<Integer> status = process.await(options.timeout());
        return status.isPresent() ? prepared.result(process.folder(), status.get(), process.folder().eventsMet())
                : new ReplayResult.Failed(new Counts(0, 0, 0), "the replay did not end within "
                        + options.timeout().orElseThrow().toSeconds() + " s");
    }
}
