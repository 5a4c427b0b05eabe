package dev.backstep.replay.travel;

import dev.backstep.replay.session.Direction;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells how far a motion has come, if it takes long. One motion at a time. */
final class MotionProgress implements AutoCloseable {
    /** Nobody wants to see a bar for what is over at once. */
    private static final long PATIENCE_MILLIS = 500;
    private static final long PERIOD_MILLIS = 200;

    /** Who hears of it. */
    interface Listener {
        /** @param fraction less than 0 if it is not known. @param task empty at its end */
        void progress(String task, double fraction);
    }

    private final Timeline timeline;
    private final Listener listener;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("backstep-progress").factory());

    MotionProgress(Timeline timeline, Listener listener) {
        this.timeline = timeline;
        this.listener = listener;
    }

    /** A motion under way; closed at its end. */
    final class Motion implements AutoCloseable {
        private final String task;
        private ScheduledFuture<?> looks;
        private double best = -1;       // protected by this, as what follows
        private boolean told;
        private boolean over;

        private Motion(String task) {
            this.task = task;
        }

        private synchronized void look() {
            if (!over && timeline.isUnderWay()) {
                best = Math.max(best, Math.min(0.99, timeline.fraction()));     // what comes back to here does not go back
                told = true;
                listener.progress(task, best);
            }
        }

        @Override
        public synchronized void close() {
            over = true;
            looks.cancel(false);
            if (told) {
                listener.progress("", 1);
            }
        }
    }

    Motion begin(Direction direction) {
        Motion motion = new Motion(direction == Direction.FORWARD ? "going forward" : "going back");
        motion.looks = clock.scheduleWithFixedDelay(motion::look, PATIENCE_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return motion;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
