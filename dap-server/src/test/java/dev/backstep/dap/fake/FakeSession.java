package dev.backstep.dap.fake;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoints;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A session over a {@link Tape}. */
public final class FakeSession implements ReplaySession, Breakpoints {
    final List<Tape.Moment> tape = Tape.play();
    final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final Path recording;
    private final Motions motions = new FakeMotions(this);
    private final FakeInspection inspection = new FakeInspection(this);
    private volatile List<Breakpoint> breakpoints = List.of();
    private volatile Stop stop;
    private volatile boolean closed;

    public FakeSession(Path recording) {
        this.recording = recording;
        stop = at(0, StopReason.START, "the first line", List.of());
    }

    Stop at(int step, StopReason reason, String text, List<Integer> hit) {
        if (step >= tape.size()) {
            return new Stop(new Position(tape.size()), tape.size(), tape.size(), 0, Optional.empty(), StopReason.END,
                    "exited with code 1", List.of(), false);
        }
        return new Stop(new Position(step), step, step, tape.get(step).thread(), Optional.of(tape.get(step).location()), reason, text, hit,
                false);
    }

    void depart(Direction direction) {
        listeners.forEach(listener -> listener.moving(direction));
    }

    Stop arrive(Stop next) {
        stop = next;
        listeners.forEach(listener -> listener.stopped(next));
        return next;
    }

    void divert() {
        stop = new Stop(stop.position(), stop.tick(), stop.event(), stop.thread(), stop.location(), stop.reason(), stop.text(),
                stop.breakpointIds(), true);
    }

    int step() {
        return (int) stop.position().step();
    }

    @Override
    public List<Breakpoint.Status> set(List<Breakpoint> wanted) {
        breakpoints = List.copyOf(wanted);
        return wanted.stream().map(breakpoint -> breakpoint instanceof Breakpoint.Line line
                ? new Breakpoint.Status(line.id(), line.line(), line.line() < 100 ? "" : "there is no code at this line")
                : new Breakpoint.Status(breakpoint.id(), 0, "")).toList();
    }

    @Override
    public List<Breakpoint> all() {
        return breakpoints;
    }

    @Override
    public Path recording() {
        return recording;
    }

    @Override
    public RecordingMetadata metadata() {
        return RecordingMetadata.builder().target(new LaunchTarget(LaunchTarget.Kind.MAIN_CLASS, "demo.Foo")).classPath(List.of("lib/a.jar", "classes"))
                .workingDirectory("/work").jdkHome("/jdk").jdkVersion("25.0.3").build();
    }

    @Override
    public Stop stop() {
        return stop;
    }

    @Override
    public Motions motions() {
        return motions;
    }

    @Override
    public Breakpoints breakpoints() {
        return this;
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    @Override
    public Queries queries() {
        return new FakeQueries(this);
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    public int listenerCount() {
        return listeners.size();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.ended(""));
    }
}
