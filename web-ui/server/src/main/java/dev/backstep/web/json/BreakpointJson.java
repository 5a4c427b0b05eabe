package dev.backstep.web.json;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Status;
import java.util.Map;

/** A breakpoint and what became of it. Written and read in the same words. */
public final class BreakpointJson {
    private BreakpointJson() { }

    /** @param status may be null: not known yet. @param ours whether it was set through this interface */
    public static Map<String, Object> of(Breakpoint breakpoint, Status status, boolean ours) {
        Fields fields = Fields.of("id", breakpoint.id()).and("ours", ours);
        switch (breakpoint) {
            case Breakpoint.Line line -> fields.and("kind", "line")
                    .and("source", line.source())
                    .and("className", line.className().orElse(null))
                    .and("line", line.line());
            case Breakpoint.Method method -> fields.and("kind", "method")
                    .and("className", method.className())
                    .and("method", method.method());
            case Breakpoint.Exception exception -> fields.and("kind", "exception")
                    .and("classNames", exception.classNames())
                    .and("caught", exception.caught())
                    .and("uncaught", exception.uncaught());
            case Breakpoint.Field field -> fields.and("kind", "field")
                    .and("className", field.className())
                    .and("field", field.field())
                    .and("onRead", field.onRead())
                    .and("onWrite", field.onWrite());
        }
        return fields.and("condition", breakpoint.filter().condition())
                .and("hits", breakpoint.filter().hits())
                .and("log", breakpoint.filter().log())
                .and("actualLine", status == null ? 0 : status.line())
                .and("problem", status == null ? "" : status.problem())
                .map();
    }
}
