package dev.backstep.dap.state;

import dev.backstep.dap.wire.BackstepClient.PositionEvent;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.debug.StoppedEventArguments;

/** Tells the client where the session stands. */
public final class StopReport {
    private final Events events;

    public StopReport(Events events) {
        this.events = events;
    }

    /** @param problem why it did not get further; empty if it did */
    public void stopped(ReplaySession session, Stop stop, Optional<String> problem) {
        StoppedEventArguments arguments = new StoppedEventArguments();
        arguments.setReason(problem.isPresent() ? "pause" : reason(session, stop));
        arguments.setDescription(descriptionWithPlace(stop));
        arguments.setText(problem.orElse(stop.text()));
        arguments.setThreadId(Threads.toClient(stop.thread()));
        arguments.setAllThreadsStopped(true);
        if (!stop.breakpointIds().isEmpty()) {
            arguments.setHitBreakpointIds(stop.breakpointIds().toArray(Integer[]::new));
        }
        events.send(client -> client.stopped(arguments));
        position(session, stop);
    }

    /** Only our own event: the session stands where it stood, but otherwise. */
    public void position(ReplaySession session, Stop stop) {
        PositionEvent event = event(session, stop);
        events.send(client -> client.position(event));
    }

    public static PositionEvent event(ReplaySession session, Stop stop) {
        return new PositionEvent(stop.position().toString(), stop.position().step(), stop.tick(), stop.event(),
                Threads.toClient(stop.thread()), stop.location().map(Object::toString).orElse(null), stop.reason().name().toLowerCase(java.util.Locale.ROOT),
                stop.text(), stop.diverted(), session.recording().toString());
    }

    /** What a client shows in the place of "paused": the position comes first. */
    public static String description(Stop stop) {
        return description(stop, stop.text().isEmpty() ? stop.reason().name().toLowerCase(java.util.Locale.ROOT) : stop.text());
    }

    /** Who asked for a position wants to know what is there. */
    private static String descriptionWithPlace(Stop stop) {
        return stop.reason() == StopReason.SEEK && stop.location().isPresent() ? description(stop, stop.location().get().toString()) : description(stop);
    }

    private static String description(Stop stop, String what) {
        return stop.position() + (stop.diverted() ? " (what if)" : "") + ": " + what;
    }

    /** One of the protocol's words where there is one, because clients act on them. */
    private static String reason(ReplaySession session, Stop stop) {
        return switch (stop.reason()) {
            case START -> "entry";
            case END -> "end";
            case STEP -> "step";
            case BREAKPOINT -> isAtMethod(session.breakpoints().all(), stop) ? "function breakpoint" : "breakpoint";
            case EXCEPTION -> "exception";
            case WATCHPOINT -> "data breakpoint";
            case SEEK -> "goto";
            case PAUSE -> "pause";
            case DIVERSION -> "diversion";
        };
    }

    private static boolean isAtMethod(List<Breakpoint> breakpoints, Stop stop) {
        return breakpoints.stream().filter(breakpoint -> stop.breakpointIds().contains(breakpoint.id()))
                .allMatch(Breakpoint.Method.class::isInstance) && !stop.breakpointIds().isEmpty();
    }
}
