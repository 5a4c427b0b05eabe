package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.DivergedException;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.travel.BreakpointTable.NumberedHit;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.Hit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Motions that breakpoints end. Forward the flagged sites stop the process; backward a search in another process finds the last
 * hit. Hits that are not places in code (exceptions, fields) are known beforehand, as steps. What a breakpoint's filter does not
 * want is passed over.
 */
final class BreakpointMotions {
    private final LiveSession session;
    private final Timeline timeline;
    private final BreakpointTable table;
    private final SiteHits past;
    private final HitCounts counts;
    private final Conditions conditions;
    /** Only for the motion that is under way; null for none. */
    private Breakpoint temporary;
    private List<NumberedHit> passHits = List.of();
    private long passHitsVersion = -1;

    BreakpointMotions(LiveSession session, Timeline timeline, BreakpointTable table) {
        this.session = session;
        this.timeline = timeline;
        this.table = table;
        past = new SiteHits(timeline);
        counts = new HitCounts(table, past);
        conditions = new Conditions(table, session.queries(), session.sites());
    }

    /** Makes a motion with one breakpoint more. */
    Landing with(Breakpoint breakpoint, LiveSession.Motion motion) throws IOException {
        temporary = breakpoint;
        try {
            return motion.run();
        } finally {
            temporary = null;
        }
    }

    // ------------------------------------------------------------------------------------------------ forward

    /** @param reason if the goal is met, and not a breakpoint */
    Landing forward(Goal goal, StopReason reason, String text) throws IOException {
        List<NumberedHit> known = passHits();
        Goal left = goal;
        long start = timeline.arrival().step();
        long last = goal.step() == Long.MAX_VALUE ? session.lastStep() : goal.step();
        Course course = goal.thread() >= 0 ? Course.UNKNOWN : Course.of(last - start);
        for (;;) {
            conditions.learn(known);
            Optional<NumberedHit> next = nextOf(known, timeline.arrival().step());
            long bound = Math.min(next.map(NumberedHit::step).orElse(Long.MAX_VALUE), conditions.next(timeline.arrival().step()));
            Goal bounded = left.notAfter(bound);
            session.inspector().leave();        // a condition that was not met has been evaluated in a process of its own
            Arrival from = timeline.arrival();
            counts.begin(from);
            timeline.course(course.after(from.step() - start));
            Arrival at = timeline.forward(() -> counting(bounded, from));
            if (at.step() > from.step()) {
                counts.end(at, timeline.remaining());
            }
            left = timeline.remaining().endingAt(goal.step());
            if (at.isEnd() || at.reason() == Arrival.Reason.PAUSE) {
                return Landing.of(at, reason, text);
            }
            Optional<Landing> hit = stopsHere(at, known);
            if (hit.isPresent()) {
                return hit.get();
            }
            boolean onlyHit = at.reason() == Arrival.Reason.SITE || at.reason() == Arrival.Reason.STEP && at.step() < goal.step();
            if (!onlyHit) {
                return Landing.of(at, reason, text);
            }
        }
    }

    private Goal counting(Goal goal, Arrival from) {
        table.refresh();
        try {
            return counts.stoppingAt(goal, from, temporary == null ? Set.of() : table.sitesOf(List.of(temporary)),
                    conditions.aside(from.step()), names());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<NumberedHit> nextOf(List<NumberedHit> known, long after) {
        return known.stream().filter(hit -> hit.step() > after && !conditions.isRuledOut(hit.breakpoint(), hit.step())).findFirst();
    }

    // ------------------------------------------------------------------------------------------------ backward

    /** To the last hit in [least, limit). Empty: there is none, and the session has not moved. */
    Optional<Landing> lastBefore(long limit, long least) throws IOException {
        List<NumberedHit> known = passHits();
        table.refresh();
        Set<Integer> sites = sites();
        past.of(table.version(), sites);
        Course course = Course.of(limit - least);
        long before = limit;
        while (before > least) {
            conditions.learn(known);
            long end = before;
            past.course(course, limit);
            Optional<Hit> inCode = past.lastBefore(end, least);
            Optional<NumberedHit> other = known.stream().filter(hit -> hit.step() < end && hit.step() >= least
                    && !conditions.isRuledOut(hit.breakpoint(), hit.step())).reduce((a, b) -> b);
            long step = Math.max(inCode.map(Hit::step).orElse(-1L), other.map(NumberedHit::step).orElse(-1L));
            if (step < 0) {
                break;
            }
            if (inCode.isPresent() && inCode.get().step() == step && other.filter(hit -> hit.step() == step).isEmpty() && isPassedOver(inCode.get())) {
                before = step;
                continue;
            }
            session.inspector().leave();
            timeline.course(course.standing(limit - step));
            Arrival at = timeline.seek(step);
            if (at.reason() == Arrival.Reason.PAUSE) {
                return Optional.of(Landing.of(at, StopReason.PAUSE, "paused"));
            }
            Optional<Landing> hit = stopsHere(at, known);
            if (hit.isPresent()) {
                return hit;
            }
            before = step;
        }
        return Optional.empty();
    }

    // ------------------------------------------------------------------------------------------------ hits

    private Set<Integer> sites() {
        table.refresh();
        Set<Integer> sites = new HashSet<>(table.siteNumbers());
        if (temporary != null) {
            sites.addAll(table.sitesOf(List.of(temporary)));
        }
        return sites;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>(table.names());
        if (temporary != null) {
            names.addAll(BreakpointPlaces.names(List.of(temporary)));
        }
        return names;
    }

    private List<NumberedHit> passHits() {
        if (passHitsVersion != table.setVersion()) {
            passHits = table.passHits();
            passHitsVersion = table.setVersion();
        }
        return passHits;
    }

    /** What stops the session at a place: breakpoints whose filters want this hit. Logpoints speak instead. */
    private Optional<Landing> stopsHere(Arrival at, List<NumberedHit> known) throws IOException {
        List<Integer> ids = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        StopReason reason = StopReason.BREAKPOINT;
        if (temporary != null && table.sitesOf(List.of(temporary)).contains(at.site())) {
            texts.add("line reached");
        }
        for (Breakpoint breakpoint : table.at(at.site())) {
            Optional<String> why = wants(breakpoint, at, -1, "breakpoint");
            if (why.isPresent()) {
                ids.add(breakpoint.id());
                texts.add(why.get());
            }
        }
        for (NumberedHit hit : known) {
            if (hit.step() == at.step() && !ids.contains(hit.breakpoint().id())) {
                Optional<String> why = wants(hit.breakpoint(), at, hit.ordinal(), hit.text());
                if (why.isPresent()) {
                    ids.add(hit.breakpoint().id());
                    texts.add(why.get());
                    reason = hit.breakpoint() instanceof Breakpoint.Exception ? StopReason.EXCEPTION : StopReason.WATCHPOINT;
                }
            }
        }
        ids.sort(null);
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Landing(at, reason, String.join(", ", texts), ids));
    }

    /**
     * @param ordinal of the hit; -1: has to be counted
     * @param text what to say if it wants to stop
     * @return why it stops; empty if it does not
     */
    private Optional<String> wants(Breakpoint breakpoint, Arrival at, long ordinal, String text) throws IOException {
        if (HitFilter.counts(breakpoint)) {
            OptionalLong counted = counts.numberAt(breakpoint, at);
            long number = ordinal >= 0 ? ordinal : counted.isPresent() ? counted.getAsLong() : ordinalAt(breakpoint, at.step());
            if (!HitFilter.wants(breakpoint, number)) {
                return Optional.empty();
            }
        }
        Breakpoint.Filter filter = breakpoint.filter();
        try {
            if (!filter.condition().isBlank() && !session.inspector().test(filter.condition(), at.thread())) {
                conditions.unmet(breakpoint);
                return Optional.empty();
            }
        } catch (DivergedException e) {
            throw e;
        } catch (SessionException e) {
            return Optional.of(text + ", whose condition cannot be evaluated: " + e.getMessage());    // here the user sees why
        }
        if (!filter.log().isBlank()) {
            session.message(session.inspector().interpolate(filter.log(), at.thread()));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Whether each breakpoint at a hit has a count that does not want it, or a condition that is known not to hold: nobody has to go there. */
    private boolean isPassedOver(Hit hit) throws IOException {
        if (temporary != null && table.sitesOf(List.of(temporary)).contains(hit.site())) {
            return false;
        }
        for (Breakpoint breakpoint : table.at(hit.site())) {
            boolean isCountedOut = HitFilter.counts(breakpoint) && !HitFilter.wants(breakpoint, ordinalAt(breakpoint, hit.step()));
            if (!isCountedOut && !conditions.isRuledOut(breakpoint, hit.step())) {
                return false;
            }
        }
        return true;
    }

    private long ordinalAt(Breakpoint breakpoint, long step) throws IOException {
        past.of(table.version(), sites());
        return past.countBefore(step, table.sitesOf(List.of(breakpoint))) + 1;
    }
}
