package dev.backstep.web.json;

import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.Queries.Hit;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.Queries.Write;
import java.util.Map;

/** Answers about the whole recording. */
public final class QueryJson {
    private QueryJson() { }

    public static Map<String, Object> of(ConsoleLine line) {
        return Fields.of("index", line.index())
                .and("step", line.position().step())
                .and("thread", line.thread())
                .and("error", line.error())
                .and("text", line.text())
                .map();
    }

    public static Map<String, Object> of(ThrownException thrown) {
        return Fields.of("index", thrown.index())
                .and("step", thrown.position().step())
                .and("thread", thrown.thread())
                .and("className", thrown.className())
                .and("message", thrown.message())
                .and("location", StopJson.of(thrown.location()))
                .and("caught", thrown.caught())
                .map();
    }

    public static Map<String, Object> of(Write write) {
        return Fields.of("step", write.position().step())
                .and("thread", write.thread())
                .and("location", StopJson.of(write.location()))
                .and("value", write.value())
                .map();
    }

    public static Map<String, Object> of(Hit hit) {
        return Fields.of("step", hit.position().step())
                .and("thread", hit.thread())
                .and("values", hit.values())
                .map();
    }

    public static Map<String, Object> of(CheckpointView checkpoint) {
        return Fields.of("id", checkpoint.id())
                .and("step", checkpoint.position().step())
                .and("label", checkpoint.label())
                .and("reason", checkpoint.reason())
                .and("pages", checkpoint.pages())
                .and("bytes", checkpoint.bytes())
                .and("live", checkpoint.live())
                .map();
    }
}
