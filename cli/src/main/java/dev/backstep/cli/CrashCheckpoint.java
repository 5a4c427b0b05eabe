package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CrashWatch;
import dev.backstep.checkpoint.Death;
import dev.backstep.checkpoint.Mark;
import dev.backstep.record.DebuggeeStarter;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The checkpoint of a recorded program at the moment of its death, in a pack beside the recording. */
final class CrashCheckpoint implements DebuggeeStarter {
    private static final String ENDING = ".crash";

    private CrashWatch watch;
    private Path recording;

    /** Where that of a recording is, if it has one. */
    static Path of(Path recording) {
        return recording.resolveSibling(recording.getFileName() + ENDING);
    }

    @Override
    public Process start(ProcessBuilder builder, Path file) throws IOException {
        recording = file;
        Files.deleteIfExists(of(file));     // of a recording that had this name before
        watch = CrashWatch.start(builder, of(file), () -> markOf(file));
        return watch;
    }

    /** The log is written without us, so its header says where it ends. */
    private static Mark markOf(Path recording) {
        try (Recording open = Recording.open(recording)) {
            RecordingHeader header = open.header();
            return new Mark(-1, header.eventCount(), header.tickCount(), "crash", "");
        } catch (IOException | RuntimeException e) {
            return new Mark(-1, -1, -1, "crash", "");   // the process is what matters; where it was, the recording says
        }
    }

    /** What to tell the user when the program has ended; nothing if it ended well. */
    List<String> lines() {
        if (watch == null) {
            return List.of();
        }
        List<String> problems = watch.problem().map(problem -> "warning: no checkpoint of a crash: " + problem
                + "; see 'backstep doctor'").stream().toList();
        return watch.checkpoint().map(checkpoint -> List.of(text(checkpoint) + "; look at its last moment with: backstep replay --at-crash "
                + CommandText.of(List.of(RecordReport.shortPath(recording))))).orElse(problems);
    }

    /** One line: signal, place and thread. */
    static String text(Checkpoint checkpoint) {
        Death death = checkpoint.death().orElseThrow();
        String place = death.hasAddress() ? " at address 0x" + Long.toHexString(death.address()) : "";
        String thread = death.thread() == 0 ? "" : " in thread " + death.thread() + " (" + checkpoint.threadName(death.thread()) + ")";
        return "the program died by " + death.signalName() + place + thread;
    }
}
