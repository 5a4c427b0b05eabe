package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Status;
import dev.backstep.replay.session.Breakpoints;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.SiteTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The breakpoints of a session, and where they are: those in code have sites, which become known when their classes are
 * defined; those on exceptions and fields have hits, which a pass over the recording finds.
 */
final class BreakpointTable implements Breakpoints {
    private static final String NOT_DEFINED = "no class with code here has been defined yet";

    private final SiteTable sites;
    private final PassQueries queries;
    private final Runnable set;
    private final Consumer<Status> changed;
    private Map<Integer, Breakpoint> byId = Map.of();       // protected by this, as all that follows
    private Map<Integer, Set<Integer>> idsBySite = Map.of();
    private Map<Integer, Status> statuses = new HashMap<>();
    private int knownClasses;
    private long version;
    private long setVersion;

    /** @param set hears when all were replaced. @param changed hears what has become of one since */
    BreakpointTable(SiteTable sites, PassQueries queries, Runnable set, Consumer<Status> changed) {
        this.sites = sites;
        this.queries = queries;
        this.set = set;
        this.changed = changed;
    }

    @Override
    public List<Status> set(List<Breakpoint> breakpoints) {
        List<Status> result = new ArrayList<>();
        synchronized (this) {
            Map<Integer, Breakpoint> wanted = new LinkedHashMap<>();
            for (Breakpoint breakpoint : breakpoints) {
                if (wanted.put(breakpoint.id(), breakpoint) != null) {
                    throw new SessionException("two breakpoints have the number " + breakpoint.id());
                }
            }
            byId = wanted;
            setVersion++;
            statuses = new HashMap<>();
            locate();
            byId.keySet().forEach(id -> result.add(statuses.get(id)));
        }
        set.run();
        return result;
    }

    @Override
    public synchronized List<Breakpoint> all() {
        return List.copyOf(byId.values());
    }

    /** Looks for the breakpoints in classes that have become known. */
    void refresh() {
        List<Status> news = new ArrayList<>();
        synchronized (this) {
            if (sites.classCount() == knownClasses) {
                return;
            }
            Map<Integer, Status> before = statuses;
            statuses = new HashMap<>();
            locate();
            statuses.forEach((id, status) -> {
                if (!status.equals(before.get(id))) {
                    news.add(status);
                }
            });
        }
        news.forEach(changed);
    }

    private void locate() {
        knownClasses = sites.classCount();
        version++;
        BreakpointPlaces places = new BreakpointPlaces(sites.classes());
        Map<Integer, Set<Integer>> found = new HashMap<>();
        for (Breakpoint breakpoint : byId.values()) {
            Set<Integer> at = places.of(breakpoint);
            at.forEach(site -> found.computeIfAbsent(site, s -> new HashSet<>()).add(breakpoint.id()));
            statuses.put(breakpoint.id(), status(breakpoint, at));
        }
        idsBySite = found;
    }

    private Status status(Breakpoint breakpoint, Set<Integer> at) {
        String problem = HitFilter.problem(breakpoint.filter());
        return switch (breakpoint) {
            case Breakpoint.Line line -> new Status(line.id(), at.isEmpty() ? line.line() : lineOf(at), at.isEmpty() ? NOT_DEFINED : problem);
            case Breakpoint.Method method -> new Status(method.id(), at.isEmpty() ? 0 : lineOf(at), at.isEmpty() ? NOT_DEFINED : problem);
            case Breakpoint.Exception exception -> new Status(exception.id(), 0, problem);
            case Breakpoint.Field field -> new Status(field.id(), 0, problem);
        };
    }

    private int lineOf(Set<Integer> at) {
        return at.stream().mapToInt(site -> sites.location(site).line()).min().orElse(0);
    }

    // ------------------------------------------------------------------------------------------------ for motions

    /** Changes whenever the sites may have changed. */
    synchronized long version() {
        return version;
    }

    /** Changes with the breakpoints. */
    synchronized long setVersion() {
        return setVersion;
    }

    synchronized Set<Integer> siteNumbers() {
        return Set.copyOf(idsBySite.keySet());
    }

    /** Source files and classes whose definition may add sites. */
    synchronized Set<String> names() {
        return BreakpointPlaces.names(byId.values());
    }

    synchronized List<Breakpoint> at(int site) {
        return idsBySite.getOrDefault(site, Set.of()).stream().sorted().map(byId::get).toList();
    }

    synchronized Set<Integer> sitesOf(Collection<Breakpoint> some) {
        BreakpointPlaces places = new BreakpointPlaces(sites.classes());
        Set<Integer> found = new HashSet<>();
        some.forEach(breakpoint -> found.addAll(places.of(breakpoint)));
        return found;
    }

    /** Hits of breakpoints that are not places in code, in the whole recording; may take a pass over it. */
    List<NumberedHit> passHits() {
        List<NumberedHit> hits = new ArrayList<>();
        for (Breakpoint breakpoint : all()) {
            List<PassQueries.PassHit> of = switch (breakpoint) {
                case Breakpoint.Exception exception -> queries.throwsOf(exception);
                case Breakpoint.Field field -> queries.accessesOf(field);
                default -> List.of();
            };
            for (int i = 0; i < of.size(); i++) {
                hits.add(new NumberedHit(of.get(i).step(), of.get(i).thread(), of.get(i).line(), breakpoint, i + 1, of.get(i).text()));
            }
        }
        hits.sort(Comparator.comparingLong(NumberedHit::step));
        return hits;
    }

    /** @param ordinal from 1, among the hits of its breakpoint */
    record NumberedHit(long step, int thread, CodeLocation line, Breakpoint breakpoint, int ordinal, String text) { }
}
