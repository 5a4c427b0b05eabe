package dev.backstep.replay.query;

import dev.backstep.replay.session.Cancellation;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs a process through the recording for a question: tells how far it has come, and ends when nobody wants the answer any more. */
final class PassRun {
    private static final long LOOK_MILLIS = 100;

    private final QueryHost host;
    private final String task;

    /** @param task for people */
    PassRun(QueryHost host, String task) {
        this.host = host;
        this.task = task;
    }

    /**
     * To a goal, if it is not there or at the end already.
     *
     * @throws dev.backstep.replay.session.SessionException if it was cancelled
     */
    Arrival run(ReplayVm vm, Goal goal) throws IOException {
        Cancellation cancellation = Cancellation.current();
        cancellation.check();
        if (vm.arrival().isEnd() || vm.arrival().step() >= goal.step()) {
            return vm.arrival();
        }
        try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("backstep-pass").factory())) {
            watch.scheduleWithFixedDelay(() -> look(vm, goal, cancellation), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
            Arrival at = vm.run(goal);
            watch.shutdownNow();
            cancellation.check();
            return at;
        }
    }

    private void look(ReplayVm vm, Goal goal, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            vm.pause();
            return;
        }
        long last = goal.step() == Long.MAX_VALUE ? host.lastStep() : goal.step();
        host.progress(task, last > 0 ? fraction(vm.progress(), last) : fraction(vm.progressEvents(), host.replay().events()));
    }

    /** Less than 1, which would mean that it is over. */
    private static double fraction(long done, long all) {
        return all <= 0 ? -1 : Math.min(0.99, (double) done / all);
    }
}
