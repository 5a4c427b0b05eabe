package dev.backstep.replay.vm;

import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CorruptCheckpointsException;
import dev.backstep.checkpoint.Mark;
import dev.backstep.checkpoint.RestoreException;
import dev.backstep.linux.SyscallException;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.session.SessionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the replays of a recording begin: at the boot of the JVM, or, if the recording keeps only its end, at the first checkpoint
 * from which it can be gone on. Thread-safe.
 */
public final class Beginning implements AutoCloseable {
    private final PreparedReplay replay;
    private final StoredPack pack;      // this and the next: null if it is the boot
    private final Checkpoint first;

    private Beginning(PreparedReplay replay, StoredPack pack, Checkpoint first) {
        this.replay = replay;
        this.pack = pack;
        this.first = first;
    }

    /**
     * @throws SessionException if the recording keeps only its end and has no checkpoint there
     * @throws IOException if its checkpoints cannot be read
     */
    public static Beginning of(PreparedReplay replay) throws IOException {
        if (replay.start().isEmpty()) {
            return new Beginning(replay, null, null);
        }
        long least = replay.start().get().index();
        StoredPack pack = open(replay);
        for (Checkpoint checkpoint : pack.checkpoints()) {
            if (checkpoint.mark().event() >= least) {
                return new Beginning(replay, pack, checkpoint);
            }
        }
        pack.close();
        throw new SessionException("this recording keeps only its end, and " + pack.file() + " has no checkpoint there");
    }

    private static StoredPack open(PreparedReplay replay) throws IOException {
        Path file = StoredCheckpoints.of(replay.file());
        try {
            return StoredPack.open(replay);
        } catch (NoSuchFileException e) {
            throw new SessionException("this recording keeps only its end, and its checkpoints are not there: " + file, e);
        } catch (CorruptCheckpointsException e) {
            throw new SessionException("this recording keeps only its end, and its checkpoints are damaged: " + e.getMessage(), e);
        }
    }

    /** Whether processes are restored from a checkpoint: copies of them live as long as they do. */
    public boolean isCheckpoint() {
        return first != null;
    }

    /** The first step that can be gone to. */
    public long step() {
        return first == null ? 0 : mark().step();
    }

    public long tick() {
        return first == null ? 0 : mark().tick();
    }

    /** Events before it. */
    public long event() {
        return first == null ? 0 : mark().event();
    }

    private Mark mark() {
        return first.mark();
    }

    /** @throws SessionException if a place is before the beginning. @param isThere whether it is not */
    public void check(boolean isThere) {
        if (!isThere) {
            throw new SessionException("this recording keeps only its end, which begins at t=" + step() + " (event " + event()
                    + "); what was before is gone");
        }
    }

    /** A process held at the beginning. */
    public ReplayVm start(SiteTable sites) throws IOException {
        if (first == null) {
            return ReplayVm.boot(replay, sites, List.of());
        }
        try {
            return pack.restore(sites, first);
        } catch (RestoreException | SyscallException | CorruptCheckpointsException e) {
            throw new SessionException("this recording keeps only its end, and its first checkpoint cannot be restored: "
                    + e.getMessage(), e);
        }
    }

    /**
     * A process for a question about the whole recording, held at its first step.
     *
     * @param vmOptions with the question
     * @throws SessionException if the recording keeps only its end: code that was loaded before has no hooks for the question
     */
    public ReplayVm ask(SiteTable sites, List<String> vmOptions) throws IOException {
        if (first != null) {
            throw new SessionException("this cannot be answered: it needs a replay from the start of the program, and this recording"
                    + " keeps only its end");
        }
        return ReplayVm.boot(replay, sites, vmOptions);
    }

    /** Brings a process to a goal, if it is not there already. */
    public interface Running {
        Arrival to(ReplayVm vm, Goal goal) throws IOException;
    }

    /**
     * Replays all that is there and writes down what happens.
     *
     * @param file gets the survey; if the replay diverges or fails, of what came before
     * @param run how a process comes to its end
     */
    public void survey(SiteTable sites, Path file, Running run) throws IOException {
        if (first == null) {
            try (ReplayVm vm = ReplayVm.boot(replay, sites, List.of("-Dbackstep.question=survey", "-Dbackstep.answer=" + file))) {
                run.to(vm, Goal.end());
            }
            return;
        }
        try (ReplayVm vm = start(sites)) {
            Path answer = vm.survey();
            try {
                run.to(vm, Goal.end());
            } finally {
                Files.copy(answer, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (pack != null) {
            pack.close();
        }
    }
}
