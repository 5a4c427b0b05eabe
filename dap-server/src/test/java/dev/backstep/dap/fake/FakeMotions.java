package dev.backstep.dap.fake;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Walks along the tape. */
final class FakeMotions implements Motions {
    private final FakeSession session;
    /** A motion to this position takes until somebody pauses it. */
    private static final int ENDLESS = 7;
    private volatile CountDownLatch paused = new CountDownLatch(1);

    FakeMotions(FakeSession session) {
        this.session = session;
    }

    @Override
    public Stop step(StepKind kind, Direction direction, int thread) {
        int depth = depth(thread);
        return walk(direction, StopReason.STEP, moment -> moment.thread() == thread && switch (kind) {
            case IN -> true;
            case OVER -> moment.depth() <= depth;
            case OUT -> moment.depth() < depth;
        });
    }

    private int depth(int thread) {
        for (int i = Math.min(session.step(), session.tape.size() - 1); i >= 0; i--) {
            if (session.tape.get(i).thread() == thread) {
                return session.step() >= session.tape.size() ? Integer.MAX_VALUE : session.tape.get(i).depth();
            }
        }
        throw new SessionException("Thread " + thread + " does not run here.");
    }

    @Override
    public Stop resume(Direction direction) {
        return walk(direction, StopReason.BREAKPOINT, moment -> false);
    }

    @Override
    public Stop runTo(CodeLocation line, Direction direction) {
        return walk(direction, StopReason.SEEK, moment -> moment.line() == line.line() && line.className().equals("demo.Foo"));
    }

    private Stop walk(Direction direction, StopReason reason, Predicate<Tape.Moment> goal) {
        session.depart(direction);
        int way = direction == Direction.FORWARD ? 1 : -1;
        for (int i = session.step() + way; i >= 0 && i < session.tape.size(); i += way) {
            Tape.Moment moment = session.tape.get(i);
            List<Breakpoint> hit = session.all().stream().filter(breakpoint -> hits(breakpoint, moment)).toList();
            for (Breakpoint breakpoint : hit) {
                if (!breakpoint.filter().log().isEmpty()) {
                    session.listeners.forEach(listener -> listener.message(breakpoint.filter().log()));
                }
            }
            List<Integer> stopping = hit.stream().filter(breakpoint -> breakpoint.filter().log().isEmpty()).map(Breakpoint::id).toList();
            if (!stopping.isEmpty()) {
                return session.arrive(session.at(i, reason(hit), "breakpoint at Foo.java:" + moment.line(), stopping));
            }
            if (goal.test(moment)) {
                return session.arrive(session.at(i, reason, "", List.of()));
            }
        }
        return session.arrive(direction == Direction.FORWARD ? session.at(session.tape.size(), StopReason.END, "", List.of())
                : session.at(0, StopReason.START, "the first line", List.of()));
    }

    private static StopReason reason(List<Breakpoint> hit) {
        return hit.stream().anyMatch(Breakpoint.Field.class::isInstance) ? StopReason.WATCHPOINT
                : hit.stream().anyMatch(Breakpoint.Exception.class::isInstance) ? StopReason.EXCEPTION : StopReason.BREAKPOINT;
    }

    private static boolean hits(Breakpoint breakpoint, Tape.Moment moment) {
        return switch (breakpoint) {
            case Breakpoint.Line line -> line.line() == moment.line() && line.source().endsWith("Foo.java")
                    && (line.filter().condition().isEmpty() || line.filter().condition().equals("i == " + moment.locals().get("i")));
            case Breakpoint.Method method -> method.method().equals(moment.method()) && moment.depth() == 2;
            case Breakpoint.Exception exception -> exception.uncaught() && moment.line() == 15;
            case Breakpoint.Field field -> field.field().equals("total") && field.onWrite() && moment.line() == 21;
        };
    }

    @Override
    public Stop seek(Target target) {
        session.depart(Direction.FORWARD);
        int end = session.tape.size();
        return session.arrive(switch (target) {
            case Target.Start _ -> session.at(0, StopReason.START, "the first line", List.of());
            case Target.End _ -> session.at(end, StopReason.END, "", List.of());
            case Target.At at when at.position().step() == ENDLESS -> endless();
            case Target.At at -> session.at((int) Math.min(end, at.position().step()), StopReason.SEEK, "", List.of());
            case Target.Thrown(int index) when index == 0 -> session.at(16, StopReason.SEEK, "", List.of());
            case Target.ConsoleLine(int index) when index == 0 -> session.at(15, StopReason.SEEK, "", List.of());
            case Target.AtCheckpoint(int id) when id == 1 -> session.at(5, StopReason.SEEK, "", List.of());
            default -> {
                session.arrive(session.stop());
                throw new SessionException("There is no such place.");
            }
        });
    }

    private Stop endless() {
        try {
            if (!paused.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody paused");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        paused = new CountDownLatch(1);
        return session.at(3, StopReason.PAUSE, "", List.of());
    }

    @Override
    public void pause() {
        paused.countDown();
    }

    @Override
    public Stop endDiversion() {
        session.depart(Direction.BACKWARD);
        return session.arrive(session.at(session.step(), StopReason.DIVERSION, "back in the recording", List.of()));
    }
}
