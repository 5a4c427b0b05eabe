package dev.backstep.replay.travel;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.Hit;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A search backwards for hits of sites, one segment between two bases after the other, by as many processes at once as the machine has
 * processors for. They only look, so they leave no checkpoints behind: who goes to what they find does.
 */
final class SegmentSearch implements AutoCloseable {
    private static final int MOST_WORKERS = 4;
    private static final long LOOK_MILLIS = 20;

    /** All hits in [from, to). */
    record Found(long from, long to, List<Hit> hits) { }

    /** A segment that is being searched. */
    private record Segment(ReplayVm vm, long from, long to, Future<Found> found) {
        /** Steps so far. */
        long covered() {
            try {
                return found.isDone() ? to - from : Math.max(0, vm.progress() - from);
            } catch (IllegalStateException e) {
                return to - from;       // it was closed just now
            }
        }

        void end() {
            try {
                vm.pause();
            } catch (IllegalStateException e) {
                // it has come to its end, and was closed
            }
        }
    }

    private final Timeline timeline;
    private final Set<Integer> sites;
    private final long least;
    private final ExecutorService workers;
    private final int most = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_WORKERS);
    private final Deque<Segment> underWay = new ArrayDeque<>();
    private long lowest;

    /** @param limit end of the first segment. @param least where the search ends */
    SegmentSearch(Timeline timeline, Set<Integer> sites, long limit, long least) {
        this.timeline = timeline;
        this.sites = sites;
        this.least = least;
        lowest = limit;
        workers = Executors.newFixedThreadPool(most, Thread.ofPlatform().daemon().name("backstep-search-", 0).factory());
    }

    /**
     * The segment before those that were found so far.
     *
     * @param course what it is a part of. @param done of that
     * @throws SiteHits.Paused if that was asked for
     */
    Found next(Course course, long done) throws IOException {
        while (underWay.size() < most && (lowest > least || underWay.isEmpty())) {
            start();
        }
        Segment first = underWay.getFirst();
        for (;;) {
            try {
                Found found = first.found.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                underWay.removeFirst();
                return found;
            } catch (TimeoutException e) {
                timeline.course(course.standing(done + underWay.stream().mapToLong(Segment::covered).sum()));
                if (timeline.isPaused()) {
                    throw new SiteHits.Paused();
                }
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SessionException("interrupted", e);
            }
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return cause instanceof IOException problem ? problem : new IOException(cause);
    }

    private void start() throws IOException {
        long to = lowest;
        ReplayVm vm = timeline.other(place -> place.step() < to);
        long from = vm.arrival().step();
        vm.endPause();      // of the process that this is a copy of
        underWay.addLast(new Segment(vm, from, to, workers.submit(() -> search(vm, from, to))));
        lowest = from;
    }

    private Found search(ReplayVm vm, long from, long to) throws IOException {
        try (vm) {
            List<Hit> hits = new ArrayList<>();
            if (sites.contains(vm.arrival().site())) {
                hits.add(new Hit(from, vm.arrival().site(), vm.arrival().thread()));    // its step is taken already
            }
            vm.takeHits();
            Arrival at = vm.run(Goal.step(to).recording(sites, Set.of()));
            if (at.reason() == Arrival.Reason.PAUSE) {
                throw new SiteHits.Paused();
            }
            vm.takeHits().stream().filter(hit -> hit.step() >= from && hit.step() < to).forEach(hits::add);
            return new Found(from, to, hits);
        }
    }

    /** Ends what is still under way. */
    @Override
    public void close() {
        underWay.forEach(Segment::end);
        workers.close();
    }
}
