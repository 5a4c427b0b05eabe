package dev.backstep.replay.travel;

import dev.backstep.recording.RecordingMetadata;
import dev.backstep.replay.PreparedReplay;
import dev.backstep.replay.jdi.JdiQueryDebugger;
import dev.backstep.replay.jdi.ReplayInspector;
import dev.backstep.replay.query.SurveyCache;
import dev.backstep.replay.session.Breakpoints;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.Motions;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.source.SourceOptions;
import dev.backstep.replay.source.Sources;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A session at work: holds the parts together. Motions and inspection exclude each other by one lock, which is held for the
 * length of a motion; pausing, the breakpoints' list and listeners do without.
 */
final class LiveSession implements ReplaySession, SessionHost {
    private static final Logger LOG = System.getLogger("backstep.replay");
    private static final long QUIET_NANOS = 400_000_000;

    private final PreparedReplay replay;
    private final SiteTable sites;
    private final Beginning beginning;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final Timeline timeline;
    private final BreakpointTable breakpoints;
    private final TravelMotions motions;
    private final Inspector inspector;
    private final MotionProgress progress;
    private final PassQueries queries;
    private volatile Stop stop = new Stop(Position.START, 0, 0, 0, Optional.empty(), StopReason.START, "not begun", List.of(), false);
    private volatile LiveDiversion live;     // while the program runs otherwise than recorded; protected by the lock
    private volatile long askedAt = System.nanoTime() - QUIET_NANOS;       // when a question told how far it was
    private volatile boolean closed;

    LiveSession(PreparedReplay replay, SiteTable sites, Beginning beginning, Bases bases, SessionOptions options) {
        this.replay = replay;
        this.sites = sites;
        this.beginning = beginning;
        timeline = new Timeline(bases, sites, beginning);
        Sources sources = new Sources(SourceOptions.of(replay.metadata(), options.sourceRoots()));
        inspector = new ReplayInspector(this, sources);
        queries = new SessionQueries(this, new QueryAccess(this, timeline), new JdiQueryDebugger(inspector::variable, sources), SurveyCache.standard());
        breakpoints = new BreakpointTable(sites, queries, () -> tell(SessionListener::breakpointsSet),
                status -> tell(listener -> listener.breakpointChanged(status)));
        motions = new TravelMotions(this, timeline, breakpoints);
        progress = new MotionProgress(timeline, this::motionProgress);
    }

    // ------------------------------------------------------------------------------------------------ motions

    /** A motion, as its parts see it. */
    interface Motion {
        Landing run() throws IOException;
    }

    /** Makes a motion; if it fails, the session stands where it stood. */
    Stop move(Direction direction, Motion motion) {
        lock.lock();
        try {
            checkOpen();
            Arrival before = timeline.arrival();
            tell(listener -> listener.moving(direction));
            live = null;
            inspector.leave();
            timeline.leaveDebugger();      // it may have changed the process, also where the session does not move
            timeline.begin();
            try (MotionProgress.Motion _ = progress.begin(direction)) {
                stop = stopAt(motion.run());
            } catch (IOException | RuntimeException e) {
                timeline.stay(before);
                tell(listener -> listener.stopped(stop));
                throw e instanceof RuntimeException unchecked ? unchecked : new SessionException(message(e), e);
            }
            breakpoints.refresh();
            tell(listener -> listener.stopped(stop));
            timeline.expect(direction == Direction.BACKWARD ? TravelMotions.lineBefore(timeline.arrival()) : -1);
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /** A motion of the changed program. */
    interface LiveMotion {
        Landing run(LiveDiversion diversion) throws IOException;
    }

    /**
     * Lets the changed program run on. The position stays where it left the recording.
     */
    Stop moveLive(LiveMotion motion) {
        lock.lock();
        try {
            checkOpen();
            tell(listener -> listener.moving(Direction.FORWARD));
            timeline.begin();
            try (MotionProgress.Motion _ = progress.begin(Direction.FORWARD)) {
                if (live == null) {
                    live = new LiveDiversion(this, timeline, breakpoints, timeline.arrival());
                }
                if (live.arrival().isEnd()) {
                    throw new SessionException("the changed program is at its end; go back, or end the diversion");
                }
                stop = stopIn(motion.run(live));
            } catch (IOException | RuntimeException e) {
                tell(listener -> listener.stopped(stop));
                throw e instanceof RuntimeException unchecked ? unchecked : new SessionException(message(e), e);
            }
            tell(listener -> listener.stopped(stop));
            return stop;
        } finally {
            lock.unlock();
        }
    }

    private Stop stopIn(Landing landing) {
        Arrival at = landing.at();
        Optional<CodeLocation> location = at.site() < 0 ? Optional.empty() : Optional.of(live.process().sites().location(at.site()));
        return new Stop(stop.position(), at.tick(), at.event(), at.thread(), location, landing.reason(), landing.text(), landing.breakpoints(), true);
    }

    private static String message(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private Stop stopAt(Landing landing) {
        Arrival at = landing.at();
        Optional<CodeLocation> location = at.site() < 0 ? Optional.empty() : Optional.of(sites.location(at.site()));
        return new Stop(new Position(at.step()), at.tick(), at.event(), at.thread(), location, landing.reason(), landing.text(),
                landing.breakpoints(), false);
    }

    private void checkOpen() {
        if (closed) {
            throw new SessionException("the session is closed");
        }
    }

    // ------------------------------------------------------------------------------------------------ session

    @Override
    public Path recording() {
        return replay.file();
    }

    @Override
    public RecordingMetadata metadata() {
        return replay.metadata();
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
        return inspector;
    }

    Inspector inspector() {
        return inspector;
    }

    @Override
    public PassQueries queries() {
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

    private void tell(Consumer<SessionListener> news) {
        listeners.forEach(news);
    }

    /** A motion that is under way ends first, at the next line it comes to. */
    @Override
    public void close() {
        closed = true;
        timeline.pause();
        lock.lock();
        try {
            progress.close();
            inspector.close();
            queries.close();
            timeline.close();
            closeBeginning();
            replay.close();
        } finally {
            lock.unlock();
        }
        tell(listener -> listener.ended(""));
        listeners.clear();
    }

    private void closeBeginning() {
        try {
            beginning.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "closing checkpoints", e);
        }
    }

    // ------------------------------------------------------------------------------------------------ host

    @Override
    public PreparedReplay replay() {
        return replay;
    }

    @Override
    public SiteTable sites() {
        return sites;
    }

    @Override
    public Stop stop() {
        return stop;
    }

    @Override
    public Arrival arrival() {
        LiveDiversion diversion = live;
        return diversion == null ? timeline.arrival() : diversion.arrival();
    }

    @Override
    public <T> T standing(Callable<T> action) {
        lock.lock();
        try {
            checkOpen();
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SessionException(message(e), e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ReplayVm inspected() {
        return standing(timeline::inspected);
    }

    @Override
    public ReplayVm another() throws IOException {
        return timeline.another(timeline.arrival().step());
    }

    /** Where several are thrown at one line, the last of them: it is the one that leaves the line. */
    @Override
    public Optional<Queries.ThrownException> thrownHere() {
        Stop here = stop;
        if (here.diverted() || here.location().isEmpty() || here.reason() != StopReason.EXCEPTION && queries.lastStep() == 0) {
            return Optional.empty();
        }
        return queries.exceptions(0, 0).stream().filter(thrown -> thrown.position().equals(here.position()) && thrown.thread() == here.thread())
                .reduce((first, second) -> second);
    }

    @Override
    public void diverted() {
        Stop s = stop;
        stop = new Stop(s.position(), s.tick(), s.event(), s.thread(), s.location(), StopReason.DIVERSION,
                "the program was changed here; the next motion undoes that", s.breakpointIds(), true);
        tell(listener -> listener.stopped(stop));
    }

    @Override
    public Beginning beginning() {
        checkOpen();
        return beginning;
    }

    @Override
    public long lastStep() {
        return Math.max(timeline.lastStep(), queries.lastStep());
    }

    @Override
    public void message(String text) {
        tell(listener -> listener.message(text));
    }

    /** What a motion has to know first tells of itself. */
    private void motionProgress(String task, double fraction) {
        if (task.isEmpty() || System.nanoTime() - askedAt > QUIET_NANOS) {
            tell(listener -> listener.progress(task, fraction));
        }
    }

    @Override
    public void progress(String task, double fraction) {
        askedAt = System.nanoTime();
        tell(listener -> listener.progress(task, fraction));
    }

    @Override
    public void checkpointsChanged() {
        tell(SessionListener::checkpointsChanged);
    }

    @Override
    public List<Queries.CheckpointView> checkpoints() {
        return timeline.checkpoints();
    }

    @Override
    public Queries.CheckpointView takeCheckpoint(String label) {
        Queries.CheckpointView taken = standing(() -> timeline.checkpoint(label));
        checkpointsChanged();
        return taken;
    }
}
