package dev.backstep.cli;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.checkpoint.Checkpoint;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.record.ImageCache;
import dev.backstep.replay.DivergenceText;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.follow.CheckpointRules;
import dev.backstep.replay.follow.CheckpointTaker;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Replays that take checkpoints, or go on from one. */
final class CheckpointedReplay {
    private final Path file;
    private final boolean quiet;

    CheckpointedReplay(Path file, boolean quiet) {
        this.file = file;
        this.quiet = quiet;
    }

    /** Replays all of it; where no checkpoints can be taken, says so and does without. @return the exit code */
    int take(CheckpointRules rules) throws IOException {
        Optional<String> obstacle = Capabilities.probe().obstacleToCapture();
        if (obstacle.isPresent()) {
            Errors.print("no checkpoints are taken: this machine does not allow it: " + obstacle.get() + "; see 'backstep doctor'");
            return new ReplayRequest(file, 1, Optional.empty(), quiet, false).call();
        }
        return with(prepared -> {
            try (ReplayVm vm = ReplayVm.boot(prepared, new SiteTable(), rules.vmOptions());
                    StoredCheckpoints checkpoints = new StoredCheckpoints(vm, prepared, StoredCheckpoints.Publication.AT_END)) {
                showing(vm, () -> new CheckpointTaker(vm, checkpoints, rules, prepared).run(_ -> { }));
                checkpoints.finish();
                Errors.print("replayed exactly: " + counts(vm.arrival()) + "; " + checkpoints.taken() + " checkpoints in "
                        + StoredCheckpoints.of(file));
            }
        });
    }

    /** For a recording that keeps only its end. @return the exit code */
    int fromFirst() throws IOException {
        int first;
        try (CheckpointPack pack = CheckpointFiles.open(file)) {
            first = CheckpointFiles.usable(pack, file).stream().findFirst().map(Checkpoint::number)
                    .orElseThrow(() -> new IOException(pack.file() + " has no checkpoint from which the recording could be gone on"));
        }
        return from(first);
    }

    /** @return the exit code */
    int from(int number) throws IOException {
        return with(prepared -> {
            try (CheckpointPack pack = CheckpointFiles.open(file);
                    ReplayVm vm = StoredCheckpoints.restore(prepared, new SiteTable(), pack, CheckpointFiles.checkpoint(pack, number))) {
                Arrival start = vm.arrival();
                showing(vm, () -> vm.run(Goal.end()));
                Errors.print("replayed exactly from checkpoint " + number + " (event " + start.event() + ") on: "
                        + counts(vm.arrival()));
            }
        });
    }

    private static String counts(Arrival end) {
        return end.event() + " events, " + end.tick() + " ticks";
    }

    /** Something that may fail as input and output do. */
    private interface Action<T> {
        void accept(T argument) throws IOException;
    }

    private interface Step {
        void run() throws IOException;
    }

    private int with(Action<PreparedReplay> action) throws IOException {
        try (PreparationProgress progress = new PreparationProgress(quiet);
                PreparedReplay prepared = PreparedReplay.of(file, ImageCache.standard(), progress)) {
            Optional<String> obstacle = prepared.obstacle();
            if (obstacle.isPresent()) {
                throw new IOException("this recording cannot be replayed: " + obstacle.get());
            }
            action.accept(prepared);
            return ExitCodes.GOOD;
        } catch (DivergedException e) {
            Errors.print(e.getMessage());
            System.err.print(new DivergenceText(file, e.divergence()).text());
            return ExitCodes.of(e);
        }
    }

    private void showing(ReplayVm vm, Step step) throws IOException {
        if (quiet) {
            step.run();
            return;
        }
        vm.echo();
        try (FollowedFiles output = new FollowedFiles(vm.outputs())) {
            step.run();
        }
    }
}
