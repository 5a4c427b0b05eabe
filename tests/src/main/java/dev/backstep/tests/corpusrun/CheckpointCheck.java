package dev.backstep.tests.corpusrun;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Checkpoints of a recording at random positions, in a process of its own, so that one that hangs is ended like any other. */
final class CheckpointCheck {
    private final int count;
    private final long seed;

    CheckpointCheck(int count, long seed) {
        this.count = count;
        this.seed = seed;
    }

    /** @throws AssertionError with the command that shows it again, if a replay from a checkpoint is not exact */
    void check(Path recording) throws IOException, InterruptedException {
        List<String> command = List.of("corpus", "--recording", recording.toString(), "--checkpoints", Integer.toString(count), "--seed", Long.toString(seed));
        try (RunningCommand running = Backstep.start(Settings.projectRoot(), "", command)) {
            Outcome outcome = running.await(Settings.timeLimit());
            if (outcome.exitCode() != 0) {
                throw new AssertionError("not exact from checkpoints at random positions\n" + outcome.describe());
            }
        }
    }
}
