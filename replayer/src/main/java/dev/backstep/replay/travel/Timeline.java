package dev.backstep.replay.travel;

import dev.backstep.replay.Divergence;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Beginning;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Brings processes to places. It owns the one at the present position, and every arrival goes through it: a position that was
 * seen before must look the same.
 *
 * <p>Called with the session's lock held, but for {@link #pause}.
 */
final class Timeline implements AutoCloseable {
    private static final int MOST_SEEN = 10_000;

    /** What was at a position. */
    private record Seen(int site, int thread) { }

    private final Bases bases;
    private final Beginning beginning;
    private final Prefetch prefetch;
    private final SiteTable sites;
    private final Map<Long, Seen> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Seen> eldest) {
            return size() > MOST_SEEN;
        }
    };
    private Arrival here;                   // the last good arrival
    private ReplayVm present;               // there, unless a debugger touched it or it died
    private ReplayVm inspected;             // at the same place, for a debugger; null if there is none
    private volatile ReplayVm running;
    private volatile boolean paused;
    private volatile Course course;         // of the motion; null: that of its run
    private volatile Course runCourse = Course.UNKNOWN;
    private volatile long runFrom;
    private volatile long lastStep;         // 0: nobody has been at the end

    Timeline(Bases bases, SiteTable sites, Beginning beginning) {
        this.bases = bases;
        this.beginning = beginning;
        prefetch = new Prefetch(bases);
        this.sites = sites;
    }

    Arrival arrival() {
        return here;
    }

    /** Where the recording begins, as far as it is kept. */
    Beginning beginning() {
        return beginning;
    }

    // ------------------------------------------------------------------------------------------------ motion

    /** A motion begins: what was asked of the one before does not matter. */
    void begin() {
        paused = false;
        course = null;
    }

    /** What the runs that come are a part of. @return what those before were */
    Course course(Course whole) {
        Course before = course;
        course = whole;
        return before;
    }

    /** Number of the last step of the recording; 0 if no process has been there. Any thread. */
    long lastStep() {
        return lastStep;
    }

    /** Whether a motion is under way that has begun to replay. Any thread. */
    boolean isUnderWay() {
        return running != null || course != null;
    }

    /** How far the motion has come, 0 to 1; less than 0 if that is not known. Any thread. */
    double fraction() {
        ReplayVm vm = running;
        Course whole = course;
        Course present = whole == null ? runCourse : whole;
        try {
            return present.fraction(vm == null ? 0 : vm.progress() - runFrom);
        } catch (IllegalStateException e) {
            return -1;      // it was closed meanwhile
        }
    }

    /** Ends the run that is under way at its next step. Any thread. */
    void pause() {
        paused = true;
        ReplayVm vm = running;
        if (vm != null) {
            vm.pause();
        }
    }

    boolean isPaused() {
        return paused;
    }

    /** To a step; to the end, if it is behind it. */
    Arrival seek(long step) throws IOException {
        if (here != null && here.step() == step) {
            return here;
        }
        beginning.check(step >= beginning.step());
        ReplayVm ready = prefetch.take(step);
        if (ready != null) {
            replace(ready);
            here = checked(ready.arrival());
        }
        Arrival at = ready != null && here.step() == step ? here : seek(Goal.step(step), place -> place.step() <= step);
        if (at.step() != step && at.reason() == Arrival.Reason.STEP) {
            throw new SessionException("the replay stopped at step " + at.step() + " instead of " + step);
        }
        return at;
    }

    /**
     * To where a goal is met, from the best base.
     *
     * @param usable for places from which the goal is still ahead
     */
    Arrival seek(Goal goal, Predicate<Bases.Place> usable) throws IOException {
        boolean onward = isClean() && usable.test(place(here)) && bases.nearest(usable).step() <= here.step();
        if (!onward) {
            replace(bases.take(usable));
        }
        return run(() -> goal);
    }

    /**
     * On from here until a goal is met.
     *
     * @param goal asked for again each time that a class of interest was defined; only its sites and names may change
     */
    Arrival forward(Supplier<Goal> goal) throws IOException {
        makeClean();
        return run(goal);
    }

    /** What is still to be met of the goal of the last run. */
    Goal remaining() {
        return present.remaining();
    }

    /** A motion has failed: the session stands where it did. */
    void stay(Arrival before) {
        here = before;
    }

    private boolean isClean() {
        return present != null && !present.isTouched() && present.isAlive() && present.arrival() == here;
    }

    /** The user will probably go to this step next. */
    void expect(long step) {
        if (step >= beginning.step()) {
            prefetch.prepare(step);
        } else {
            prefetch.drop();
        }
    }

    /** The present process may have been touched by a debugger, or have died of a divergence. */
    private void makeClean() throws IOException {
        if (!isClean()) {
            Arrival wanted = here;
            replace(bases.take(place -> place.step() <= wanted.step()));
            Goal back = wanted.isEnd() ? Goal.end() : Goal.step(wanted.step());
            run(() -> back);
        }
    }

    private void replace(ReplayVm vm) {
        leaveDebugger();
        if (present != null) {
            bases.give(present);
        }
        present = vm;
    }

    private Arrival run(Supplier<Goal> goal) throws IOException {
        leaveDebugger();
        Arrival at = run(present, goal);
        here = at;
        return at;
    }

    /** Runs a process to a goal, held now and then for the bases to look at it, and where classes of interest are defined. */
    Arrival run(ReplayVm vm, Supplier<Goal> goals) throws IOException {
        ReplayVm outer = running;       // a goal may need to know what other runs find
        Course outerCourse = runCourse;
        long outerFrom = runFrom;
        vm.endPause();      // of the process that this is a copy of
        running = vm;
        if (paused) {
            vm.pause();
        }
        try {
            Arrival at = vm.arrival();
            Goal goal = goals.get();
            if (goal.step() <= at.step() || at.isEnd()) {
                return checked(at);
            }
            runFrom = at.step();
            long until = goal.step() == Long.MAX_VALUE ? lastStep : goal.step();
            runCourse = goal.thread() >= 0 ? Course.UNKNOWN : Course.of(until - at.step());
            for (;;) {
                Bases.Visit visit = bases.nextVisit(at.step());
                at = run(vm, goal, visit);
                if (at.reason() == Arrival.Reason.CLASS) {
                    goal = goals.get().onwards(vm.remaining());
                } else if (isVisit(at, visit, goal)) {
                    bases.visit(vm);
                    goal = goal.onwards(vm.remaining());
                } else {
                    return checked(at);
                }
            }
        } finally {
            running = outer;
            runCourse = outerCourse;
            runFrom = outerFrom;
            vm.endPause();
        }
    }

    private Arrival run(ReplayVm vm, Goal goal, Bases.Visit visit) throws IOException {
        Arrival at = bases.run(vm, goal, visit);
        if (paused) {
            vm.pause();     // asked for while the run was paused for a visit
        }
        return at;
    }

    private boolean isVisit(Arrival at, Bases.Visit visit, Goal goal) {
        return at.reason() == Arrival.Reason.PAUSE ? !paused
                : at.reason() == Arrival.Reason.STEP && at.step() >= visit.step() && goal.step() > visit.step() && !goal.isAbout(at.site());
    }

    /** Lets a process run on by itself: not on the timeline. */
    Arrival runLive(ReplayVm vm, Goal goal) throws IOException {
        running = vm;
        if (paused) {
            vm.pause();
        }
        try {
            return vm.runLive(goal);
        } finally {
            running = null;
            vm.endPause();
        }
    }

    private Arrival checked(Arrival at) {
        lastStep = at.isEnd() ? at.step() : lastStep;
        if (at.site() < 0) {
            return at;
        }
        Seen here = new Seen(at.site(), at.thread());
        Seen before = seen.putIfAbsent(at.step(), here);
        if (before != null && !before.equals(here)) {
            throw diverged(at, before);
        }
        return at;
    }

    private DivergedException diverged(Arrival at, Seen before) {
        String expected = sites.location(before.site()) + " in thread " + before.thread();
        String actual = sites.location(at.site()) + " in thread " + at.thread();
        return new DivergedException("the replay came to " + actual + " at position t=" + at.step() + ", where it was at " + expected + " before",
                new Divergence(at.thread(), "", at.tick(), at.event(), 0, expected, actual, List.of()));
    }

    static Bases.Place place(Arrival at) {
        return new Bases.Place(at.step(), at.tick(), at.event());
    }

    // ------------------------------------------------------------------------------------------------ processes

    /** A process for a debugger, at the present position. */
    ReplayVm inspected() throws IOException {
        if (inspected == null) {
            makeClean();
            inspected = bases.forDebugger(present);
        }
        return inspected;
    }

    /** The debugger has gone. */
    void leaveDebugger() {
        if (inspected != null && inspected != present) {
            inspected.close();
        }
        inspected = null;
    }

    /** Takes a checkpoint at the present position. */
    CheckpointView checkpoint(String label) throws IOException {
        makeClean();
        return bases.checkpoint(present, label);
    }

    /** Any thread. */
    List<CheckpointView> checkpoints() {
        return bases.checkpoints();
    }

    /** A process for a run that leaves the present position alone. Give it back to {@link #done}. */
    ReplayVm other(Predicate<Bases.Place> usable) throws IOException {
        return bases.take(usable);
    }

    /** Whether processes are copied, so that several may run at once. */
    boolean makesCopies() {
        return bases.areCopies();
    }

    /** A process at a step, for a look that leaves the present position alone. The caller closes it. */
    ReplayVm another(long step) throws IOException {
        return brought(other(place -> place.step() <= step), step);
    }

    /** A process, brought to a step behind it; closed if that fails. */
    static ReplayVm brought(ReplayVm vm, long step) throws IOException {
        try {
            if (vm.arrival().step() < step && !vm.arrival().isEnd()) {
                vm.run(Goal.step(step));
            }
            return vm;
        } catch (IOException | RuntimeException e) {
            vm.close();
            throw e;
        }
    }

    void done(ReplayVm vm) {
        bases.give(vm);
    }

    @Override
    public void close() {
        prefetch.close();
        leaveDebugger();
        if (present != null) {
            present.close();
        }
        bases.close();
    }
}
