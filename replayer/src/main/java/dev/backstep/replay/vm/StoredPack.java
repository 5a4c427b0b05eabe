package dev.backstep.replay.vm;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.checkpoint.HotPages;
import dev.backstep.replay.PreparedReplay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The checkpoints beside a recording, for a session: processes are restored from them again and again. Thread-safe. */
public final class StoredPack implements AutoCloseable {
    private final PreparedReplay replay;
    private final CheckpointPack pack;
    private final HotPages pages;

    private StoredPack(PreparedReplay replay, CheckpointPack pack, HotPages pages) {
        this.replay = replay;
        this.pack = pack;
        this.pages = pages;
    }

    /**
     * @throws java.nio.file.NoSuchFileException if the recording has none
     * @throws dev.backstep.checkpoint.CorruptCheckpointsException if they are damaged
     */
    public static StoredPack open(PreparedReplay replay) throws IOException {
        CheckpointPack pack = CheckpointPack.open(StoredCheckpoints.of(replay.file()));
        try {
            return new StoredPack(replay, pack, new HotPages(pack));
        } catch (IOException e) {
            pack.close();
            throw e;
        }
    }

    public Path file() {
        return pack.file();
    }

    public List<Checkpoint> checkpoints() {
        return pack.checkpoints();
    }

    /** Whether they are of this recording. */
    public boolean isOfRecording() {
        return pack.origin().isPresent() && pack.origin().getAsLong() == replay.identity();
    }

    /** Makes a process that is held where the checkpoint was taken. Processes share the pages that they do not write to. */
    public ReplayVm restore(SiteTable sites, Checkpoint checkpoint) throws IOException {
        return StoredCheckpoints.restore(replay, sites, pack, pages, checkpoint);
    }

    @Override
    public void close() throws IOException {
        try {
            pages.close();
        } finally {
            pack.close();
        }
    }
}
