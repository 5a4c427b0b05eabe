package dev.backstep.web.fake;

import dev.backstep.recording.LaunchTarget;
import dev.backstep.recording.RecordingMetadata;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoints;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.Stop;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The made-up session. */
public final class FakeSession implements ReplaySession {
    private final Path recording;
    private final FakeRun run;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final FakeMotions motions;
    private final FakeInspection inspection;
    private final FakeQueries queries;
    private final Breakpoints breakpoints = new FakeBreakpoints();
    public volatile boolean closed;

    public FakeSession(Path recording, FakeRun run) {
        this.recording = recording;
        this.run = run;
        this.motions = new FakeMotions(run, listeners, breakpoints);
        this.inspection = new FakeInspection(run, () -> motions.stop().position().step());
        this.queries = new FakeQueries(run, () -> motions.stop().position(), listeners);
    }

    private final class FakeBreakpoints implements Breakpoints {
        private volatile List<Breakpoint> all = List.of();

        @Override
        public List<Breakpoint.Status> set(List<Breakpoint> breakpoints) {
            all = List.copyOf(breakpoints);
            listeners.forEach(SessionListener::breakpointsSet);
            return all.stream().map(one -> new Breakpoint.Status(one.id(),
                    one instanceof Breakpoint.Line line ? line.line() : 0, "")).toList();
        }

        @Override
        public List<Breakpoint> all() {
            return all;
        }
    }

    public List<SessionListener> listeners() {
        return listeners;
    }

    @Override
    public Path recording() {
        return recording;
    }

    @Override
    public RecordingMetadata metadata() {
        return RecordingMetadata.builder()
                .commandLine(List.of("java", "-jar", "shop.jar", "--customers", "8"))
                .target(new LaunchTarget(LaunchTarget.Kind.JAR, "shop.jar"))
                .jdkVersion("25.0.3+9-LTS")
                .host("build-7").user("ci").workingDirectory("/srv/shop")
                .startedAtMillis(1_763_000_000_000L)
                .build();
    }

    @Override
    public Stop stop() {
        return motions.stop();
    }

    @Override
    public Motions motions() {
        return motions;
    }

    @Override
    public Breakpoints breakpoints() {
        return breakpoints;
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    @Override
    public Queries queries() {
        return queries;
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        closed = true;
    }
}
