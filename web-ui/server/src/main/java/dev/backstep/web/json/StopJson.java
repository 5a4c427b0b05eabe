package dev.backstep.web.json;

import dev.backstep.replay.Divergence;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Stop;
import java.util.Map;

/** Where a session stands. */
public final class StopJson {
    private StopJson() { }

    public static Map<String, Object> of(Stop stop) {
        return Fields.of("step", stop.position().step())
                .and("tick", stop.tick())
                .and("event", stop.event())
                .and("thread", stop.thread())
                .and("location", stop.location().map(StopJson::of).orElse(null))
                .and("reason", stop.reason().name())
                .and("text", stop.text())
                .and("breakpoints", stop.breakpointIds())
                .and("diverted", stop.diverted())
                .map();
    }

    public static Map<String, Object> of(CodeLocation location) {
        return Fields.of("className", location.className())
                .and("method", location.method())
                .and("line", location.line())
                .map();
    }

    public static Map<String, Object> of(Overview overview) {
        return Fields.of("end", overview.end().step())
                .and("ticks", overview.ticks())
                .and("events", overview.events())
                .and("durationNanos", overview.durationNanos())
                .and("ending", overview.ending())
                .and("failure", overview.failure().map(Position::step).orElse(null))
                .and("divergence", overview.divergence().map(StopJson::of).orElse(null))
                .map();
    }

    /** Where a replay left the recording. */
    public static Map<String, Object> of(Divergence divergence) {
        return Fields.of("thread", divergence.thread())
                .and("threadName", divergence.threadName())
                .and("tick", divergence.tick())
                .and("event", divergence.eventIndex())
                .and("expected", divergence.expected())
                .and("actual", divergence.actual())
                .and("stack", divergence.stack())
                .map();
    }
}
