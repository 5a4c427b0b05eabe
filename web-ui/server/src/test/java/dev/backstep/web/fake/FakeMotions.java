package dev.backstep.web.fake;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoints;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Motions through the made-up run. */
final class FakeMotions implements Motions {
    private final FakeRun run;
    private final List<SessionListener> listeners;
    private final Breakpoints breakpoints;
    private volatile Stop stop;

    FakeMotions(FakeRun run, List<SessionListener> listeners, Breakpoints breakpoints) {
        this.run = run;
        this.listeners = listeners;
        this.breakpoints = breakpoints;
        this.stop = stopAt(0, StopReason.START, "the start of the recording");
    }

    Stop stop() {
        return stop;
    }

    private Stop stopAt(long step, StopReason reason, String text) {
        return new Stop(new Position(step), step * 3, step / 10, run.thread(step),
                step == run.steps() ? Optional.empty() : Optional.of(run.location(step)), reason, text, List.of(), false);
    }

    private synchronized Stop arrive(long step, StopReason reason, String text) {
        Direction direction = step < stop.position().step() ? Direction.BACKWARD : Direction.FORWARD;
        listeners.forEach(listener -> listener.moving(direction));
        StopReason why = step == 0 ? StopReason.START : step == run.steps() ? StopReason.END : reason;
        stop = stopAt(step, why, text);
        listeners.forEach(listener -> listener.stopped(stop));
        return stop;
    }

    @Override
    public Stop step(StepKind kind, Direction direction, int thread) {
        if (thread < 0 || thread >= FakeRun.THREADS.size()) {
            throw new SessionException("thread " + thread + " does not exist at this position; choose another one");
        }
        long next = run.neighbour(stop.position().step(), thread, direction == Direction.FORWARD ? 1 : -1);
        return arrive(next < 0 ? direction == Direction.FORWARD ? run.steps() : 0 : next, StopReason.STEP, "step");
    }

    @Override
    public Stop resume(Direction direction) {
        return find(direction, step -> breakpoints.all().stream().anyMatch(one ->
                one instanceof Breakpoint.Line line && line.line() == run.location(step).line()), StopReason.BREAKPOINT);
    }

    @Override
    public Stop runTo(CodeLocation line, Direction direction) {
        return find(direction, step -> run.location(step).line() == line.line(), StopReason.SEEK);
    }

    private Stop find(Direction direction, LongPredicate wanted, StopReason reason) {
        int by = direction == Direction.FORWARD ? 1 : -1;
        for (long step = stop.position().step() + by; step > 0 && step < run.steps(); step += by) {
            if (wanted.test(step)) {
                return arrive(step, reason, "breakpoint at " + run.location(step));
            }
        }
        return arrive(direction == Direction.FORWARD ? run.steps() : 0, StopReason.END, "no breakpoint on the way");
    }

    @Override
    public Stop seek(Target target) {
        long step = switch (target) {
            case Target.At at -> at.position().step();
            case Target.Tick tick -> tick.tick() / 3;
            case Target.Event event -> event.number() * 10;
            case Target.Time time -> time.nanos() / 1000;
            case Target.ConsoleLine line -> FakeQueries.consoleStep(run, line.index());
            case Target.Thrown thrown -> FakeQueries.exceptionStep(run, thrown.index());
            case Target.AtCheckpoint checkpoint -> run.steps() / 4 * checkpoint.id();
            case Target.Start _ -> 0;
            case Target.End _ -> run.steps();
        };
        return arrive(Math.min(step, run.steps()), StopReason.SEEK, "position chosen");
    }

    @Override
    public void pause() { }

    @Override
    public Stop endDiversion() {
        return stop;
    }
}
