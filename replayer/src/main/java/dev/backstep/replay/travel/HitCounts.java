package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Breakpoints with hit counts on the way forward: the replaying process counts their hits itself and stops at those which are
 * wanted, so that the others cost nothing. Breakpoints that share a line with others are left to who asks: each of their hits stops.
 */
final class HitCounts {
    private final BreakpointTable table;
    private final SiteHits past;
    /** Hits at or before {@link #step}, by breakpoint. */
    private final Map<Integer, Long> numbers = new HashMap<>();
    /** What the run under way was given, by breakpoint. */
    private final Map<Integer, Long> given = new HashMap<>();
    private long step = -1;
    private long setVersion = -1;

    HitCounts(BreakpointTable table, SiteHits past) {
        this.table = table;
        this.past = past;
    }

    /** A run begins here. */
    void begin(Arrival here) {
        if (here.step() != step || table.setVersion() != setVersion) {
            numbers.clear();
            step = here.step();
            setVersion = table.setVersion();
        }
        given.clear();
    }

    /**
     * Adds to a goal where breakpoints stop, as far as their classes are defined by now.
     *
     * @param here where the run began
     * @param more sites that stop, too
     * @param aside breakpoints that need not stop
     */
    Goal stoppingAt(Goal goal, Arrival here, Set<Integer> more, Set<Integer> aside, Set<String> names) throws IOException {
        Set<Integer> stops = new HashSet<>(more);
        List<Goal.Counted> counted = new ArrayList<>();
        for (Breakpoint breakpoint : table.all()) {
            if (aside.contains(breakpoint.id())) {
                continue;
            }
            Set<Integer> sites = table.sitesOf(List.of(breakpoint));
            if (!HitFilter.counts(breakpoint) || counted.size() == Goal.MOST_COUNTED || isShared(breakpoint, sites, more)) {
                stops.addAll(sites);
                numbers.remove(breakpoint.id());
            } else {
                long before = numberAt(breakpoint, sites, here);
                long left = HitFilter.nextAfter(breakpoint, before) - before;
                given.put(breakpoint.id(), left);
                counted.add(new Goal.Counted(breakpoint.id(), sites, left));
            }
        }
        return goal.stoppingAt(stops, names).counting(counted);
    }

    private boolean isShared(Breakpoint breakpoint, Set<Integer> sites, Set<Integer> more) {
        return sites.stream().anyMatch(site -> more.contains(site) || table.at(site).stream().anyMatch(other -> other.id() != breakpoint.id()));
    }

    private long numberAt(Breakpoint breakpoint, Set<Integer> sites, Arrival here) throws IOException {
        Long known = numbers.get(breakpoint.id());
        if (known == null) {
            past.of(table.version(), table.siteNumbers());
            known = past.countBefore(here.step(), sites) + (sites.contains(here.site()) ? 1 : 0);
            numbers.put(breakpoint.id(), known);
        }
        return known;
    }

    /** The run has ended. @param left of its goal */
    void end(Arrival at, Goal left) {
        Map<Integer, Long> counts = new HashMap<>();
        left.counted().forEach(one -> counts.put(one.id(), one.left()));
        numbers.keySet().retainAll(counts.keySet());
        numbers.replaceAll((id, before) -> before + given.get(id) - counts.get(id));
        step = at.step();
    }

    /** Number of the hit at a place where a run has ended, from 1. */
    OptionalLong numberAt(Breakpoint breakpoint, Arrival at) {
        Long number = at.step() == step ? numbers.get(breakpoint.id()) : null;
        return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
