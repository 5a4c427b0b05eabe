package dev.backstep.cli;

import dev.backstep.replay.DeathSignal;
import dev.backstep.replay.Divergence;
import dev.backstep.replay.DivergenceText;
import dev.backstep.replay.ReplayResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code replay} says at its end.
 *
 * @param file the recording
 * @param result of the last replay
 * @param count of replays done
 */
record ReplayReportText(Path file, ReplayResult result, int count) {
    String line() {
        ReplayResult.Counts counts = result.counts();
        String amounts = counts.events() + " events, " + counts.ticks() + " ticks";
        String times = count == 1 ? "" : " " + count + " times";
        return switch (result) {
            case ReplayResult.Exact _ -> "replayed exactly" + times + ": " + amounts;
            case ReplayResult.Ended _ -> "replayed exactly" + times + ": " + amounts
                    + ", up to where the recording ends: the program was killed, or recording stopped";
            case ReplayResult.Crashed crashed -> "replayed exactly" + times + ": " + amounts + ", up to the crash: the program died of "
                    + DeathSignal.name(crashed.signal()) + " in native code, as it did when it was recorded";
            case ReplayResult.Damaged damaged -> "replayed exactly" + times + ": " + amounts + ", up to byte " + damaged.offset()
                    + ", where the recording is damaged: " + damaged.problem();
            case ReplayResult.Diverged _ -> "the replay diverged from the recording after " + amounts
                    + (count == 1 ? "" : ", in replay " + count);
            case ReplayResult.Failed failed -> "replay failed" + (count == 1 ? "" : ", in replay " + count) + ": "
                    + failed.problem();
        };
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("file", file.toString());
        json.put("result", switch (result) {
            case ReplayResult.Exact _ -> "exact";
            case ReplayResult.Ended _ -> "ended";
            case ReplayResult.Crashed _ -> "crashed";
            case ReplayResult.Damaged _ -> "damaged";
            case ReplayResult.Diverged _ -> "divergence";
            case ReplayResult.Failed _ -> "error";
        });
        json.put("replays", count);
        json.put("events", result.counts().events());
        json.put("ticks", result.counts().ticks());
        json.put("switches", result.counts().switches());
        switch (result) {
            case ReplayResult.Exact exact -> json.put("exitStatus", exact.exitStatus());
            case ReplayResult.Ended _ -> { }
            case ReplayResult.Crashed crashed -> json.put("signal", crashed.signal());
            case ReplayResult.Damaged damaged -> {
                json.put("offset", damaged.offset());
                json.put("problem", damaged.problem());
            }
            case ReplayResult.Diverged diverged -> json.put("divergence", toJson(diverged.divergence()));
            case ReplayResult.Failed failed -> json.put("problem", failed.problem());
        }
        return json;
    }

    private Map<String, Object> toJson(Divergence divergence) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("thread", divergence.thread());
        json.put("threadName", divergence.threadName());
        json.put("tick", divergence.tick());
        json.put("event", divergence.eventIndex());
        json.put("offset", divergence.eventOffset());
        json.put("expected", divergence.expected());
        json.put("actual", divergence.actual());
        json.put("stack", divergence.stack());
        json.put("eventsAround", new DivergenceText(file, divergence).eventsAround());
        return json;
    }
}
