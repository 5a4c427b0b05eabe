package dev.backstep.cli;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingState;
import dev.backstep.recording.RecordingWish;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The wish for a checkpoint of a program that is being recorded with checkpoints: it becomes an event of the recording, and the
 * replay that follows takes the checkpoint there.
 */
final class CheckpointWish {
    private static final String RECORD = "-Dbackstep.record=";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOOK_MILLIS = 50;

    private final Path recording;

    private CheckpointWish(Path recording) {
        this.recording = recording;
    }

    /** @return empty if the process is none that is recorded with checkpoints */
    static Optional<CheckpointWish> of(int pid) throws IOException {
        String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
        for (String word : command.split("\0")) {
            if (word.startsWith(RECORD)) {
                Path recording = Path.of(word.substring(RECORD.length())).toRealPath();
                return hasFollower(recording) ? Optional.of(new CheckpointWish(recording)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean hasFollower(Path recording) throws IOException {
        Path beside = StoredCheckpoints.of(recording);
        if (!Files.exists(beside)) {
            return false;
        }
        try (Recording open = Recording.open(recording); CheckpointPack pack = CheckpointPack.open(beside)) {
            return open.header().state() == RecordingState.OPEN && !pack.isFinished();
        }
    }

    /**
     * Wishes, and waits until the checkpoint is there.
     *
     * @throws IOException if that takes too long
     */
    Checkpoint fulfil(String label) throws IOException {
        int before = last();
        RecordingWish.add(recording, label);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; pause()) {
            try (CheckpointPack pack = CheckpointPack.open(StoredCheckpoints.of(recording))) {
                Optional<Checkpoint> mine = pack.checkpoints().stream().filter(checkpoint -> checkpoint.number() > before
                        && checkpoint.mark().reason().equals("command") && checkpoint.mark().label().equals(label)).findFirst();
                if (mine.isPresent()) {
                    return mine.get();
                }
            }
        }
        throw new IOException("there is no checkpoint yet: the program waits for something, or the replay that takes checkpoints is"
                + " behind it; 'backstep checkpoints " + recording + "' will show it");
    }

    Path recording() {
        return recording;
    }

    private int last() throws IOException {
        try (CheckpointPack pack = CheckpointPack.open(StoredCheckpoints.of(recording))) {
            return pack.checkpoints().isEmpty() ? -1 : pack.checkpoints().getLast().number();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
