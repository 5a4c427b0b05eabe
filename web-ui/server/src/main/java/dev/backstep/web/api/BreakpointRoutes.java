package dev.backstep.web.api;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Filter;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.web.json.BreakpointJson;
import dev.backstep.web.served.ServedSession;
import dev.backstep.web.served.WebBreakpoints;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and replaces breakpoints. */
final class BreakpointRoutes {
    private static final int MOST = 500;

    private final Asked asked;

    BreakpointRoutes(Asked asked) {
        this.asked = asked;
    }

    List<Route> table() {
        return List.of(
                Route.get(Api.SESSION + "/breakpoints", context -> {
                    ServedSession served = asked.session(context);
                    context.json(served.ask(session -> list(served, session)));
                }),
                Route.put(Api.SESSION + "/breakpoints", this::replace));
    }

    private void replace(Context context) {
        ServedSession served = asked.session(context);
        List<Body> wanted = Body.of(context).objects("breakpoints");
        if (wanted.size() > MOST) {
            throw new BadRequestResponse("at most " + MOST + " breakpoints, please");
        }
        context.json(served.ask(session -> {
            List<Breakpoint> ours = new ArrayList<>();
            Set<Integer> ids = new HashSet<>();
            for (Body body : wanted) {
                Breakpoint breakpoint = breakpoint(body, id(body, served), served);
                if (!ids.add(breakpoint.id())) {
                    throw new BadRequestResponse("two breakpoints have the id " + breakpoint.id());
                }
                ours.add(breakpoint);
            }
            served.breakpoints().set(session.breakpoints(), ours);
            return list(served, session);
        }));
    }

    private static int id(Body body, ServedSession served) {
        int id = body.small("id", 0);
        return id >= WebBreakpoints.FIRST_ID ? id : served.breakpoints().newId();
    }

    private static Breakpoint breakpoint(Body body, int id, ServedSession served) {
        Filter filter = new Filter(body.text("condition", ""), body.text("hits", ""), body.text("log", ""));
        return switch (body.text("kind")) {
            case "line" -> new Breakpoint.Line(id, SourceRoutes.source(served, body.text("source")),
                    Optional.ofNullable(body.text("className", null)), body.small("line"), filter);
            case "method" -> new Breakpoint.Method(id, body.text("className"), body.text("method"), filter);
            case "exception" -> new Breakpoint.Exception(id, body.texts("classNames"), body.flag("caught", true),
                    body.flag("uncaught", true), filter);
            case "field" -> new Breakpoint.Field(id, body.text("className"), body.text("field"), body.flag("onRead", false),
                    body.flag("onWrite", true), filter);
            default -> throw new BadRequestResponse("'kind' must be line, method, exception or field");
        };
    }

    private static Map<String, Object> list(ServedSession served, ReplaySession session) {
        return Asked.list("breakpoints", session.breakpoints().all().stream()
                .map(one -> BreakpointJson.of(one, served.breakpoints().status(one), WebBreakpoints.isOurs(one)))
                .toList());
    }
}
