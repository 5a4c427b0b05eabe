package dev.backstep.replay.travel;

import dev.backstep.replay.session.Queries.CheckpointView;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where motions begin: processes that are held at earlier places, or can be brought back there. All of them are clean: no
 * debugger has touched them. Called with the session's lock held.
 */
public interface Bases extends AutoCloseable {
    /** A place in the recording, by all three counts. */
    record Place(long step, long tick, long event) {
        public static final Place START = new Place(0, 0, 0);
    }

    /**
     * When a process that runs on should be held to be {@linkplain #visit looked at}: what comes first counts.
     *
     * @param step at this step
     * @param nanos at the first step after so much time
     */
    record Visit(long step, long nanos) {
        public static final Visit NEVER = new Visit(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** The place where {@link #take} would begin. */
    Place nearest(Predicate<Place> usable);

    /**
     * A process held at the last place that is usable. The caller owns it.
     *
     * @param usable holds for all places up to some point, at least for the first step
     */
    ReplayVm take(Predicate<Place> usable) throws IOException;

    /** Whether {@link #take} copies processes that exist, so that another one costs little. */
    boolean areCopies();

    /** A clean process that is held and no longer wanted where it is. */
    void give(ReplayVm vm);

    /** When a process that runs on from a place should be shown to {@link #visit}. */
    Visit nextVisit(long step);

    /** A process has run from a step to where it is held now. */
    void ran(long from, ReplayVm vm, long nanos);

    /** Lets a process run on to a goal, at most until it is to be looked at; how long that took is noted. */
    default Arrival run(ReplayVm vm, Goal goal, Visit visit) throws IOException {
        long from = vm.arrival().step();
        long start = System.nanoTime();
        Arrival at = vm.run(goal.notAfter(visit.step()), visit.nanos());
        ran(from, vm, System.nanoTime() - start);
        return at;
    }

    /** A process on its way is held here for a moment. */
    void visit(ReplayVm vm) throws IOException;

    /**
     * A process at the place where a clean one is held, for a debugger. Either another one, or the same: then it is
     * {@linkplain ReplayVm#touch touched}.
     */
    ReplayVm forDebugger(ReplayVm held) throws IOException;

    /**
     * Takes a checkpoint of a clean process that is held; it stays until the session ends.
     *
     * @throws dev.backstep.replay.session.SessionException if the machine does not allow it
     */
    CheckpointView checkpoint(ReplayVm held, String label);

    /** All that there are, in order of positions. Any thread. */
    List<CheckpointView> checkpoints();

    /** Ends all processes. */
    @Override
    void close();
}
