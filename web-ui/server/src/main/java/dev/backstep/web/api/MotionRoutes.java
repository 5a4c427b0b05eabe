package dev.backstep.web.api;

import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.web.json.StopJson;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.function.Function;

/** Moves a session. Each answers when it stands again, with the stop; all viewers hear of it, too. */
final class MotionRoutes {
    private final Asked asked;

    MotionRoutes(Asked asked) {
        this.asked = asked;
    }

    List<Route> table() {
        return List.of(
                Route.post(Api.SESSION + "/step", this::step),
                Route.post(Api.SESSION + "/resume", context -> {
                    Body body = Body.of(context);
                    move(context, motions -> motions.resume(body.direction()));
                }),
                Route.post(Api.SESSION + "/run-to", context -> {
                    Body body = Body.of(context);
                    move(context, motions -> motions.runTo(body.location(), body.direction()));
                }),
                Route.post(Api.SESSION + "/seek", context -> {
                    Target target = target(Body.of(context));
                    move(context, motions -> motions.seek(target));
                }),
                Route.post(Api.SESSION + "/end-diversion", context -> move(context, Motions::endDiversion)),
                Route.post(Api.SESSION + "/pause", this::pause));
    }

    private void step(Context context) {
        Body body = Body.of(context);
        StepKind kind = body.oneOf(StepKind.class, "kind");
        asked.answer(context, session -> StopJson.of(
                session.motions().step(kind, body.direction(), body.small("thread", session.stop().thread()))));
    }

    private void move(Context context, Function<Motions, Stop> motion) {
        asked.answer(context, session -> StopJson.of(motion.apply(session.motions())));
    }

    private void pause(Context context) {
        asked.session(context).ask(session -> {
            session.motions().pause();
            return true;
        });
        context.status(HttpStatus.NO_CONTENT);
    }

    /** One field says where to go. */
    private static Target target(Body body) {
        if (body.fields().size() != 1) {
            throw new BadRequestResponse("name one of step, tick, event, timeNanos, consoleLine, exception, checkpoint, edge (start or end)");
        }
        String name = body.fields().keySet().iterator().next();
        return switch (name) {
            case "step" -> new Target.At(new Position(notNegative(body, name)));
            case "tick" -> new Target.Tick(notNegative(body, name));
            case "event" -> new Target.Event(notNegative(body, name));
            case "timeNanos" -> new Target.Time(notNegative(body, name));
            case "consoleLine" -> new Target.ConsoleLine((int) notNegative(body, name));
            case "exception" -> new Target.Thrown((int) notNegative(body, name));
            case "checkpoint" -> new Target.AtCheckpoint(body.small(name));
            case "edge" -> switch (body.text(name)) {
                case "start" -> new Target.Start();
                case "end" -> new Target.End();
                default -> throw new BadRequestResponse("'edge' must be start or end");
            };
            default -> throw new BadRequestResponse("'" + name + "' is nothing to go to");
        };
    }

    private static long notNegative(Body body, String name) {
        long number = body.number(name);
        if (number < 0) {
            throw new BadRequestResponse("'" + name + "' must not be negative");
        }
        return number;
    }
}
