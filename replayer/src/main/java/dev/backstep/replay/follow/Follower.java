package dev.backstep.replay.follow;

import dev.backstep.linux.ProcFiles;
import dev.backstep.record.ImageCache;
import dev.backstep.record.Progress;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import dev.backstep.recording.RecordingState;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A replay of a recording that is being written, just behind the program that writes it. It takes the checkpoints, so the
 * program itself is never stopped for one. It ends at the end of the recording.
 */
public final class Follower implements AutoCloseable {
    private static final int LOOK_MILLIS = 20;

    private final Path recording;
    private final Optional<ProcessHandle> writer;
    private volatile ReplayVm vm;               // null before it runs
    private volatile int taken;

    /** @param writer the recorded process */
    public Follower(Path recording, long writer) {
        this.recording = recording;
        this.writer = ProcessHandle.of(writer);
    }

    /**
     * Follows the recording to its end.
     *
     * @return how many checkpoints were taken
     * @throws dev.backstep.replay.session.DivergedException if the replay leaves the recording
     * @throws SessionException if it cannot be replayed, or the machine does not allow checkpoints
     * @throws IOException if something cannot be read, written or started
     */
    public int follow(CheckpointRules rules) throws IOException {
        while (true) {
            boolean last = !isWritten();
            try (PreparedReplay prepared = PreparedReplay.of(recording, ImageCache.standard(), Progress.SILENT)) {
                if (!prepared.isEmpty()) {
                    return follow(prepared, rules);
                }
            }
            if (last) {
                return 0;
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private int follow(PreparedReplay prepared, CheckpointRules rules) throws IOException {
        Optional<String> obstacle = prepared.obstacle();
        if (obstacle.isPresent()) {
            throw new SessionException("the recording cannot be replayed: " + obstacle.get());
        }
        try (ReplayVm replay = ReplayVm.follow(prepared, new SiteTable(), List.of(), this::isWritten);
                StoredCheckpoints checkpoints = new StoredCheckpoints(replay, prepared, StoredCheckpoints.Publication.AT_ONCE)) {
            vm = replay;
            new CheckpointTaker(replay, checkpoints, rules).run(_ -> taken = checkpoints.taken());
            checkpoints.finish();
            return checkpoints.taken();
        }
    }

    /** Whether the recording may become longer. */
    private boolean isWritten() {
        // One that has ended and that nobody has waited for does not write either.
        if (writer.isEmpty() || !writer.get().isAlive() || !new ProcFiles((int) writer.get().pid()).isAlive()) {
            return false;
        }
        try (Recording open = Recording.open(recording)) {
            return open.header().state() == RecordingState.OPEN;
        } catch (IOException | RecordingException e) {
            return false;
        }
    }

    /** Events replayed so far. Any thread. */
    public long events() {
        ReplayVm replay = vm;
        return replay == null ? 0 : replay.progressEvents();
    }

    /** Checkpoints taken so far. Any thread. */
    public int taken() {
        return taken;
    }

    @Override
    public void close() {
        ReplayVm replay = vm;
        if (replay != null) {
            replay.close();
        }
    }
}
