package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.travel.BreakpointTable.NumberedHit;
import dev.backstep.replay.vm.SiteTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where conditions of breakpoints may hold. A debugger evaluates a condition at a hit, in a process that is copied for it; when several
 * have not held, a pass over the recording tells at which hits there is something to evaluate.
 */
final class Conditions {
    private static final int FEW = 12;
    /** Each takes a pass. */
    private static final int MOST_LINES = 8;

    private final BreakpointTable table;
    private final PassQueries queries;
    private final SiteTable sites;
    private final Map<Integer, Integer> unmet = new HashMap<>();
    /** Empty: a pass cannot tell. */
    private final Map<Integer, Optional<PassQueries.MayHold>> known = new HashMap<>();
    private long setVersion = -1;

    Conditions(BreakpointTable table, PassQueries queries, SiteTable sites) {
        this.table = table;
        this.queries = queries;
        this.sites = sites;
    }

    /** The condition of a breakpoint was evaluated, and does not hold. */
    void unmet(Breakpoint breakpoint) {
        unmet.merge(breakpoint.id(), 1, Integer::sum);
    }

    /**
     * Asks for what is worth a pass by now.
     *
     * @param hits of breakpoints that are not places in code
     */
    void learn(List<NumberedHit> hits) {
        if (setVersion != table.setVersion()) {
            setVersion = table.setVersion();
            unmet.clear();
            known.clear();
        }
        for (Breakpoint breakpoint : table.all()) {
            if (unmet.getOrDefault(breakpoint.id(), 0) >= FEW && !known.containsKey(breakpoint.id())) {
                known.put(breakpoint.id(), ask(breakpoint.filter().condition(), lines(breakpoint, hits)));
            }
        }
    }

    /** Where it has hits; none if only the process that counts them can tell. */
    private Set<CodeLocation> lines(Breakpoint breakpoint, List<NumberedHit> hits) {
        return switch (breakpoint) {
            case Breakpoint.Line _, Breakpoint.Method _ -> HitFilter.counts(breakpoint) ? Set.of()
                    : table.sitesOf(Set.of(breakpoint)).stream().map(sites::location).map(Conditions::line).collect(Collectors.toSet());
            case Breakpoint.Exception _, Breakpoint.Field _ -> hits.stream().filter(hit -> hit.breakpoint().id() == breakpoint.id())
                    .map(hit -> line(hit.line())).collect(Collectors.toSet());
        };
    }

    /** Copies of a line in several methods are asked for together. */
    private static CodeLocation line(CodeLocation location) {
        return new CodeLocation(location.className(), "", location.line());
    }

    private Optional<PassQueries.MayHold> ask(String condition, Set<CodeLocation> lines) {
        Optional<PassQueries.MayHold> all = Optional.empty();
        for (CodeLocation line : lines.size() > MOST_LINES ? Set.<CodeLocation>of() : lines) {
            Optional<PassQueries.MayHold> one = queries.mayHold(line, condition);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all = all.isEmpty() ? one : Optional.of(all.get().and(one.get()));
        }
        return all;
    }

    /** Breakpoints that need not stop after a step: {@link #next} says where they may. */
    Set<Integer> aside(long step) {
        Set<Integer> ids = new HashSet<>();
        known.forEach((id, may) -> may.filter(m -> step < m.until()).ifPresent(_ -> ids.add(id)));
        return ids;
    }

    /** The first step after another at which one of those may stop, or up to which that is known. */
    long next(long step) {
        long next = Long.MAX_VALUE;
        for (Optional<PassQueries.MayHold> may : known.values()) {
            if (may.isPresent() && step < may.get().until()) {
                next = Math.min(next, may.get().after(step));
            }
        }
        return next;
    }

    /** Whether it is known that the condition of a breakpoint does not hold at a step. */
    boolean isRuledOut(Breakpoint breakpoint, long step) {
        Optional<PassQueries.MayHold> may = known.getOrDefault(breakpoint.id(), Optional.empty());
        return may.isPresent() && step < may.get().until() && Arrays.binarySearch(may.get().steps(), step) < 0;
    }
}
