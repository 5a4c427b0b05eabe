package dev.backstep.replay.travel;

import dev.backstep.recording.ControlLayout;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Arrival.ThreadRow;
import dev.backstep.replay.vm.Goal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Turns each motion into a goal to run to (forward), or a step to go to (backward, and all seeks). The debuggee knows for each
 * thread which steps came before in its frames, so a step back is one look at the last arrival and one seek.
 */
final class TravelMotions implements Motions {
    private final LiveSession session;
    private final Timeline timeline;
    private final BreakpointMotions stops;

    TravelMotions(LiveSession session, Timeline timeline, BreakpointTable breakpoints) {
        this.session = session;
        this.timeline = timeline;
        stops = new BreakpointMotions(session, timeline, breakpoints);
    }

    // ------------------------------------------------------------------------------------------------ steps

    @Override
    public Stop step(StepKind kind, Direction direction, int thread) {
        if (session.stop().diverted()) {
            return direction == Direction.FORWARD ? session.moveLive(diversion -> diversion.step(kind, thread)) : endDiversion();
        }
        return session.move(direction, () -> direction == Direction.FORWARD ? stepForward(kind, thread) : stepBack(kind, thread));
    }

    @Override
    public Stop nextCall(int thread) {
        if (session.stop().diverted()) {
            return session.moveLive(diversion -> diversion.step(StepKind.OUT, thread));
        }
        return session.move(Direction.FORWARD, () -> {
            int depth = timeline.arrival().thread(thread).map(ThreadRow::depth).orElse(0);
            return stops.forward(Goal.thread(thread, ControlLayout.NEXT_CALL + depth), StopReason.STEP, "step");
        });
    }

    private Landing stepForward(StepKind kind, int thread) throws IOException {
        Arrival here = timeline.arrival();
        int depth = here.thread(thread).map(ThreadRow::depth).orElse(0);
        Goal goal = switch (kind) {
            case IN -> Goal.thread(thread, ControlLayout.ANY_DEPTH);
            case OVER -> Goal.thread(thread, Math.max(1, depth));
            case OUT -> Goal.thread(thread, depth - 1);
        };
        return stops.forward(goal, StopReason.STEP, "step");
    }

    private Landing stepBack(StepKind kind, int thread) throws IOException {
        Arrival here = timeline.arrival();
        long target = here.thread(thread).map(row -> lineBefore(kind, row, here)).orElse(here.step() - 1);
        if (target < first()) {
            return start();
        }
        Optional<Landing> hit = stops.lastBefore(here.step(), target + 1);
        return hit.isPresent() ? hit.get() : Landing.of(timeline.seek(target), StopReason.STEP, "step back");
    }

    /** The step where the next step back would lead; negative: there is none. */
    static long lineBefore(Arrival here) {
        return here.thread(here.thread()).map(row -> lineBefore(StepKind.OVER, row, here)).orElse(here.step() - 1);
    }

    /** The thread that runs stands before its line; the others stand within theirs, whose beginning is one line back. */
    private static long lineBefore(StepKind kind, ThreadRow row, Arrival here) {
        boolean runs = row.id() == here.thread() && row.last() == here.step();
        long target = switch (kind) {
            case IN -> runs ? row.before() : row.last();
            case OVER -> !runs ? row.lastInFrame() : row.beforeInFrame() >= 0 ? row.beforeInFrame() : row.call();
            case OUT -> row.call();
        };
        if (target < 0 && kind == StepKind.OVER) {
            target = runs ? row.before() : row.last();      // the outermost frame was called by code without steps
        }
        return target >= 0 ? target : row.last() < 0 ? here.step() - 1 : row.started();
    }

    // ------------------------------------------------------------------------------------------------ others

    @Override
    public Stop resume(Direction direction) {
        if (session.stop().diverted()) {
            return direction == Direction.FORWARD ? session.moveLive(LiveDiversion::resume) : endDiversion();
        }
        return session.move(direction, () -> {
            if (direction == Direction.FORWARD) {
                return stops.forward(Goal.end(), StopReason.END, "");
            }
            Optional<Landing> hit = stops.lastBefore(timeline.arrival().step(), first());
            return hit.isPresent() ? hit.get() : start();
        });
    }

    @Override
    public Stop runTo(CodeLocation line, Direction direction) {
        if (session.stop().diverted()) {
            throw new SessionException("the program was changed; go back to the recording before you run to a line");
        }
        Breakpoint.Line there = new Breakpoint.Line(-1, "", Optional.of(line.className()), line.line(), Breakpoint.Filter.NONE);
        return session.move(direction, () -> stops.with(there, () -> {
            if (direction == Direction.FORWARD) {
                return stops.forward(Goal.end(), StopReason.END, "");
            }
            return stops.lastBefore(timeline.arrival().step(), first()).orElseThrow(() -> new SessionException("line " + line
                    + " was not reached before here"));
        }));
    }

    @Override
    public Stop seek(Target target) {
        Direction direction = target instanceof Target.At at && session.stop().position().compareTo(at.position()) > 0
                ? Direction.BACKWARD : Direction.FORWARD;
        return session.move(direction, () -> go(target));
    }

    private Landing go(Target target) throws IOException {
        return switch (target) {
            case Target.Start start -> start();
            case Target.End end -> Landing.of(timeline.seek(Goal.end(), place -> true), StopReason.END, "");
            case Target.At at -> go(at.position().step());
            case Target.Tick tick -> {
                timeline.beginning().check(tick.tick() >= timeline.beginning().tick());
                yield Landing.of(timeline.seek(Goal.tick(tick.tick()), place -> place.step() == first() || place.tick() < tick.tick()),
                        StopReason.SEEK, "tick " + tick.tick());
            }
            case Target.Event event -> {
                timeline.beginning().check(event.number() >= timeline.beginning().event());
                yield Landing.of(timeline.seek(Goal.event(event.number() + 1),
                        place -> place.step() == first() || place.event() <= event.number()), StopReason.SEEK, "event " + event.number());
            }
            case Target.Time time -> go(session.queries().stepAt(time.nanos()));
            case Target.ConsoleLine line -> go(the(session.queries().console(line.index(), 1), "console line", line.index()).position().step());
            case Target.Thrown thrown -> go(the(session.queries().exceptions(thrown.index(), 1), "exception", thrown.index()).position().step());
            case Target.AtCheckpoint checkpoint -> go(session.queries().checkpoints().stream().filter(c -> c.id() == checkpoint.id()).findFirst()
                    .orElseThrow(() -> new SessionException("there is no checkpoint " + checkpoint.id())).position().step());
        };
    }

    private static <T> T the(List<T> found, String what, int index) {
        if (found.isEmpty()) {
            throw new SessionException("there is no " + what + " " + index + " in this recording");
        }
        return found.getFirst();
    }

    private Landing go(long step) throws IOException {
        return step == first() ? start() : Landing.of(timeline.seek(step), StopReason.SEEK, "position t=" + step);
    }

    private Landing start() throws IOException {
        return Landing.of(timeline.seek(first()), StopReason.START, timeline.beginning().isCheckpoint()
                ? "start of what is kept of the recording; what was before is gone" : "start of the recording");
    }

    /** The first step that can be gone to. */
    private long first() {
        return timeline.beginning().step();
    }

    @Override
    public void pause() {
        timeline.pause();
    }

    @Override
    public Stop endDiversion() {
        return session.move(Direction.BACKWARD, () -> Landing.of(timeline.seek(timeline.arrival().step()), StopReason.DIVERSION,
                "back on the recorded timeline"));
    }
}
