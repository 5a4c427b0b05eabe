package dev.backstep.cli;

import dev.backstep.record.Companion;
import dev.backstep.record.RecordResult;
import dev.backstep.replay.vm.StoredCheckpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The checkpoints of a recording that is being made. */
final class RecordedCheckpoints implements Companion {
    private final FollowerOptions options;
    private final Consumer<String> notices;
    private FollowerProcess follower;       // null until the program runs, and if it cannot be started
    private Path file;

    RecordedCheckpoints(FollowerOptions options, Consumer<String> notices) {
        this.options = options;
        this.notices = notices;
    }

    @Override
    public void started(Path recording, long pid) {
        file = StoredCheckpoints.of(recording);
        try {
            StoredCheckpoints.announce(recording);      // in place of those of a recording that had this name before
            follower = FollowerProcess.start(recording, pid, options, notices);
        } catch (IOException | RuntimeException e) {
            notices.accept("no checkpoints are taken: " + e.getMessage());
        }
    }

    /** The program has ended. */
    void await(RecordResult result, boolean quiet) {
        if (follower != null) {
            follower.await(result.recorded().map(RecordResult.Recorded::eventCount).orElse(0L), quiet);
        }
    }

    /** What is to be said of them. */
    String line() {
        if (follower == null) {
            return "no checkpoints were taken";
        }
        Optional<String> problem = follower.problem();
        String count = follower.taken() + (follower.taken() == 1 ? " checkpoint" : " checkpoints");
        return problem.map(text -> "warning: not all checkpoints were taken (" + count + " in " + RecordReport.shortPath(file) + "): " + text)
                .orElseGet(() -> count + " in " + RecordReport.shortPath(file));
    }

    /** The same for programs. */
    void addTo(Map<String, Object> json) {
        json.put("checkpoints", follower == null ? 0 : follower.taken());
        if (follower != null) {
            follower.problem().ifPresent(text -> json.put("checkpointProblem", text));
        }
    }
}
