package dev.backstep.replay.travel;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * A process on its way to where the user will probably go next, while he looks at where he is: who has stepped back once will do it
 * again. One at a time; whoever goes elsewhere ends it.
 *
 * <p>Called by the thread that moves the session; the work is done by a thread of its own.
 */
final class Prefetch implements AutoCloseable {
    private final Bases bases;
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("backstep-prefetch").factory());
    private Trip trip;      // null: none

    /** One journey. Its process is closed by the one who comes last: the traveller, or who does without. */
    private final class Trip {
        private final long step;
        private final FutureTask<ReplayVm> task = new FutureTask<>(this::travel);
        private ReplayVm vm;                // protected by this, like what follows
        private boolean unwanted;

        Trip(long step) {
            this.step = step;
        }

        private ReplayVm travel() throws IOException {
            ReplayVm started = bases.take(place -> place.step() <= step);
            try {
                begin(started);
                go(started);
                return started;
            } catch (IOException | RuntimeException e) {
                end();
                started.close();
                throw e;
            }
        }

        /** Nobody may ask it to pause any more. */
        private synchronized void end() {
            vm = null;
        }

        private synchronized void begin(ReplayVm started) {
            started.endPause();     // of the process that this is a copy of
            vm = started;
            if (unwanted) {
                throw new SessionException("not wanted any more");
            }
        }

        private void go(ReplayVm vm) throws IOException {
            for (Arrival at = vm.arrival(); at.step() < step && !at.isEnd();) {
                at = bases.run(vm, Goal.step(step), bases.nextVisit(at.step()));
                if (isUnwanted()) {
                    throw new SessionException("not wanted any more");
                }
                if (at.step() < step && !at.isEnd()) {
                    bases.visit(vm);
                }
            }
        }

        private synchronized boolean isUnwanted() {
            return unwanted;
        }

        synchronized void drop() {
            unwanted = true;
            if (vm != null) {
                vm.pause();
            }
        }
    }

    Prefetch(Bases bases) {
        this.bases = bases;
    }

    /** The user may go there next. */
    void prepare(long step) {
        drop();
        if (!bases.areCopies()) {
            return;     // it would boot a JVM each time
        }
        trip = new Trip(step);
        try {
            background.execute(trip.task);
        } catch (RejectedExecutionException e) {
            trip = null;    // the session is over
        }
    }

    /** @return a process that is held there, which the caller owns; null if none is on its way */
    ReplayVm take(long step) {
        Trip found = trip;
        if (found == null || found.step != step) {
            drop();
            return null;
        }
        trip = null;
        try {
            return found.task.get();
        } catch (ExecutionException e) {
            return null;        // only a preparation: whoever wants to go there hears what is wrong
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            found.drop();
            background.execute(() -> closeResult(found));
            throw new SessionException("interrupted", e);
        }
    }

    /** Nobody goes there. */
    void drop() {
        Trip left = trip;
        trip = null;
        if (left != null) {
            left.drop();
            background.execute(() -> closeResult(left));     // after the journey
        }
    }

    private static void closeResult(Trip trip) {
        try {
            trip.task.get().close();
        } catch (ExecutionException e) {
            // closed already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also waits until its process has ended. */
    @Override
    public void close() {
        drop();
        background.close();
    }
}
