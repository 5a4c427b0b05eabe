package dev.backstep.replay.travel;

import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.Hit;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Past hits of a set of sites, found by running parts of the recording once more in another process, and kept: the part that is
 * known grows backwards from where the first question was asked, and forwards.
 */
final class SiteHits {
    private final Timeline timeline;
    private long version = -1;
    private Set<Integer> sites = Set.of();
    /** Known are all hits in [from, to). */
    private long from;
    private long to;
    private final TreeMap<Long, Hit> known = new TreeMap<>();
    /** Steps of the hits of some of the sites, ascending; until more become known. */
    private final Map<Set<Integer>, long[]> ofSome = new HashMap<>();

    private Course course = Course.UNKNOWN;
    private long courseFrom;

    SiteHits(Timeline timeline) {
        this.timeline = timeline;
    }

    /** What the searches that come are a part of. @param limit where that begins */
    void course(Course whole, long limit) {
        course = whole;
        courseFrom = limit;
    }

    /** Asks for the hits of other sites from now on. @param newVersion differs if the sites do */
    void of(long newVersion, Set<Integer> newSites) {
        if (version != newVersion || !sites.equals(newSites)) {
            version = newVersion;
            sites = newSites;
            from = 0;
            to = 0;
            known.clear();
            ofSome.clear();
        }
    }

    /**
     * The last hit in [least, limit).
     *
     * @throws Paused if that was asked for
     */
    Optional<Hit> lastBefore(long limit, long least) throws IOException {
        if (sites.isEmpty()) {
            return Optional.empty();
        }
        if (limit > to || limit < from || to == 0) {
            if (limit < from || from == to || limit > to && !canExtend(limit)) {
                known.clear();
                ofSome.clear();
                from = limit;
                to = limit;
            }
        }
        try (SegmentSearch search = timeline.makesCopies() ? new SegmentSearch(timeline, sites, from, least) : null) {
            for (;;) {
                Long last = known.lowerKey(limit);
                if (last != null && last >= least) {
                    return Optional.of(known.get(last));
                }
                if (from <= least) {
                    return Optional.empty();
                }
                extendBackwards(search);
            }
        }
    }

    /** How many hits there are of some of the sites in [0, limit). */
    long countBefore(long limit, Set<Integer> some) throws IOException {
        lastBefore(limit, limit);
        long first = timeline.beginning().step();
        if (from > first) {
            try (SegmentSearch search = timeline.makesCopies() ? new SegmentSearch(timeline, sites, from, first) : null) {
                while (from > first) {
                    extendBackwards(search);
                }
            }
        }
        long[] steps = ofSome.computeIfAbsent(Set.copyOf(some),
                wanted -> known.values().stream().filter(hit -> wanted.contains(hit.site())).mapToLong(Hit::step).toArray());
        int found = Arrays.binarySearch(steps, limit);
        return found >= 0 ? found : -found - 1;
    }

    private boolean canExtend(long limit) throws IOException {
        collect(to, limit);
        to = limit;
        return true;
    }

    /** From the nearest base before what is known. @param search null: by one process, which may be of use where it ends */
    private void extendBackwards(SegmentSearch search) throws IOException {
        long end = from;
        if (search != null) {
            SegmentSearch.Found found = search.next(course, Math.max(0, courseFrom - end));
            found.hits().forEach(this::add);
            from = found.from();
            return;
        }
        ReplayVm vm = timeline.other(place -> place.step() < end);
        long begin = vm.arrival().step();
        run(vm, begin, end);
        from = begin;
    }

    private void collect(long begin, long end) throws IOException {
        run(timeline.other(place -> place.step() <= begin), begin, end);
    }

    private void run(ReplayVm vm, long begin, long end) throws IOException {
        boolean returned = false;
        Course before = timeline.course(course.after(Math.max(0, courseFrom - end)));
        try {
            if (vm.arrival().step() == begin && sites.contains(vm.arrival().site())) {
                add(new Hit(begin, vm.arrival().site(), vm.arrival().thread()));    // its step is taken already
            }
            vm.takeHits();
            Supplier<Goal> goal = () -> Goal.step(end).recording(sites, Set.of());
            Arrival at = timeline.run(vm, goal);
            if (at.reason() == Arrival.Reason.PAUSE) {
                throw new Paused();
            }
            for (Hit hit : vm.takeHits()) {
                if (hit.step() >= begin && hit.step() < end) {
                    add(hit);
                }
            }
            timeline.done(vm);
            returned = true;
        } finally {
            timeline.course(before);
            if (!returned) {
                vm.close();
            }
        }
    }

    private void add(Hit hit) {
        ofSome.clear();
        known.put(hit.step(), hit);
    }

    /** The user has ended a search. */
    static final class Paused extends SessionException {
        private static final long serialVersionUID = 1;

        Paused() {
            super("paused");
        }
    }
}
