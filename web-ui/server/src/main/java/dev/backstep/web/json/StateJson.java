package dev.backstep.web.json;

import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection.Completion;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.VariableView;
import java.util.Map;

/** What the program holds at a position. */
public final class StateJson {
    private StateJson() { }

    public static Map<String, Object> of(ThreadView thread) {
        return Fields.of("id", thread.id())
                .and("name", thread.name())
                .and("state", thread.state().name())
                .and("waitsFor", thread.waitsFor())
                .and("daemon", thread.daemon())
                .and("virtual", thread.virtual())
                .map();
    }

    /** @param source as {@link SourceJson} gives it, or null */
    public static Map<String, Object> of(FrameView frame, Map<String, Object> source) {
        return Fields.of("id", Long.toString(frame.id()))
                .and("location", StopJson.of(frame.location()))
                .and("signature", frame.signature())
                .and("source", source)
                .and("application", frame.application())
                .map();
    }

    public static Map<String, Object> of(ScopeView scope) {
        return Fields.of("name", scope.name())
                .and("id", Long.toString(scope.id()))
                .and("parts", scope.namedParts())
                .and("expensive", scope.expensive())
                .map();
    }

    public static Map<String, Object> of(VariableView variable) {
        return Fields.of("name", variable.name())
                .and("type", variable.type())
                .and("value", variable.value())
                .and("id", Long.toString(variable.id()))
                .and("container", Long.toString(variable.container()))
                .and("namedParts", variable.namedParts())
                .and("indexedParts", variable.indexedParts())
                .and("expression", variable.expression())
                .and("kind", variable.kind().name())
                .and("changed", variable.changed())
                .map();
    }

    public static Map<String, Object> of(Completion completion) {
        return Fields.of("label", completion.label())
                .and("inserted", completion.inserted())
                .and("kind", completion.kind())
                .map();
    }

    public static Map<String, Object> of(ExceptionView exception) {
        return Fields.of("className", exception.className())
                .and("message", exception.message())
                .and("stackTrace", exception.stackTrace())
                .and("caught", exception.caught())
                .and("value", Long.toString(exception.valueId()))
                .map();
    }

    public static Map<String, Object> of(LockView lock) {
        return Fields.of("name", lock.name())
                .and("owner", lock.owner().orElse(null))
                .and("waiting", lock.waiting())
                .and("cycle", lock.cycle())
                .map();
    }
}
