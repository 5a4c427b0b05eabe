package dev.backstep.dap.state;

import dev.backstep.dap.wire.BackstepClient.ChangedEvent;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.Stop;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.lsp4j.debug.BreakpointEventArguments;
import org.eclipse.lsp4j.debug.BreakpointEventArgumentsReason;

/** Hears what happens in a session, and passes it on to the client. */
public final class SessionEvents implements SessionListener {
    private final Supplier<ClientFeatures> client;
    private final Mover mover;
    private final Events events;
    private final ProgressReport progress;
    private final BreakpointBoard board;
    private final Consumer<String> ended;

    /** @param ended what to do when the session is over by itself; gets the reason */
    public SessionEvents(Supplier<ClientFeatures> client, Mover mover, Events events, ProgressReport progress, BreakpointBoard board,
            Consumer<String> ended) {
        this.client = client;
        this.mover = mover;
        this.events = events;
        this.progress = progress;
        this.board = board;
        this.ended = ended;
    }

    @Override
    public void moving(Direction direction) {
        mover.moving(direction);
    }

    @Override
    public void stopped(Stop stop) {
        mover.stopped(stop);
    }

    @Override
    public void progress(String task, double fraction) {
        progress.show(client.get(), task, fraction);
    }

    @Override
    public void message(String text) {
        events.say(text);
    }

    @Override
    public void breakpointChanged(Breakpoint.Status status) {
        if (board.owns(status.id())) {
            BreakpointEventArguments arguments = new BreakpointEventArguments();
            arguments.setReason(BreakpointEventArgumentsReason.CHANGED);
            arguments.setBreakpoint(toClient(status, client.get()));
            events.send(present -> present.breakpoint(arguments));
        }
    }

    @Override
    public void checkpointsChanged() {
        events.send(present -> present.changed(new ChangedEvent("checkpoints")));
    }

    @Override
    public void ended(String reason) {
        ended.accept(reason);
    }

    /** A breakpoint as the protocol has it. */
    public static org.eclipse.lsp4j.debug.Breakpoint toClient(Breakpoint.Status status, ClientFeatures client) {
        org.eclipse.lsp4j.debug.Breakpoint breakpoint = new org.eclipse.lsp4j.debug.Breakpoint();
        breakpoint.setId(status.id());
        breakpoint.setVerified(status.verified());
        if (!status.verified()) {
            breakpoint.setMessage(status.problem());
        }
        if (status.line() > 0) {
            breakpoint.setLine(client.lineToClient(status.line()));
        }
        return breakpoint;
    }
}
