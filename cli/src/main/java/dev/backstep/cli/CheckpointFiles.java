package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.recording.LogStart;
import dev.backstep.recording.Recording;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Where checkpoints are: in a pack, beside the recording that they belong to. */
final class CheckpointFiles {
    private CheckpointFiles() { }

    /**
     * Opens what the user named.
     *
     * @param file checkpoints, or a recording
     * @throws NoSuchFileException if there is no such file, or the recording has no checkpoints
     */
    static CheckpointPack open(Path file) throws IOException {
        Path beside = StoredCheckpoints.of(file);
        if (Files.exists(beside)) {
            return CheckpointPack.open(beside);
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return CheckpointPack.open(file);
    }

    /** Those from which a recording can be gone on. Of others the log was given up. */
    static List<Checkpoint> usable(CheckpointPack pack, Path file) throws IOException {
        if (!pack.file().equals(StoredCheckpoints.of(file))) {
            return pack.checkpoints();
        }
        try (Recording recording = Recording.open(file)) {
            long first = recording.start().map(LogStart::index).orElse(0L);
            return pack.checkpoints().stream().filter(checkpoint -> checkpoint.mark().event() >= first).toList();
        }
    }

    /** @throws IOException if it has no checkpoint of this number */
    static Checkpoint checkpoint(CheckpointPack pack, int number) throws IOException {
        return pack.checkpoint(number).orElseThrow(() -> new IOException(pack.file() + " has no checkpoint " + number
                + "; 'backstep checkpoints " + pack.file() + "' lists what it has"));
    }
}
