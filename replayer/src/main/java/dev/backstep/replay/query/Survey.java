package dev.backstep.replay.query;

import dev.backstep.replay.Divergence;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.FirstLook;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.TimelineSlice;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What one whole replay told about a recording. Immutable, safe for use by several threads. */
public final class Survey {
    private final Milestones milestones;
    private final ConsoleText console;
    private final List<SurveyException> exceptions;
    private final SurveySites sites;
    private final Map<Integer, Long> siteCounts;
    private final RecordedClock clock;
    /** Superclasses of exceptions and of classes of the application. */
    private final Map<String, String> supers;
    private final TimelineSlicer slicer;
    private final Overview overview;

    Survey(Milestones milestones, ConsoleText console, List<SurveyException> exceptions, List<SpanLane> lanes, List<SurveyMark> marks,
            RecordedClock clock, SurveySites sites, Map<Integer, Long> siteCounts, Map<String, String> supers, String ending,
            Optional<Divergence> divergence) {
        this.milestones = milestones;
        this.console = console;
        this.exceptions = List.copyOf(exceptions);
        this.sites = sites;
        this.siteCounts = Map.copyOf(siteCounts);
        this.clock = clock;
        this.supers = Map.copyOf(supers);
        List<MarkLane> markLanes = markLanes(marks);
        slicer = new TimelineSlicer(List.copyOf(lanes), markLanes, clock);
        long nanos = clock.nanos().length == 0 ? 0 : clock.nanos()[clock.nanos().length - 1];
        // The line that was running when the replay left the recording has not ended: one stands before it at the last.
        long end = divergence.isPresent() ? Math.max(0, milestones.lastStep() - 1) : milestones.lastStep();
        overview = new Overview(new Position(end), milestones.lastTick(), milestones.lastEvent(), nanos,
                ending == null ? "" : ending, failure(markLanes), divergence);
    }

    private List<MarkLane> markLanes(List<SurveyMark> marks) {
        List<MarkLane> lanes = new ArrayList<>();
        lanes.add(console.marks());
        lanes.add(exceptionMarks(MarkKind.EXCEPTION, true));
        lanes.add(exceptionMarks(MarkKind.UNCAUGHT_EXCEPTION, false));
        for (MarkKind kind : MarkKind.values()) {
            List<SurveyMark> ofKind = marks.stream().filter(mark -> mark.kind() == kind).toList();
            if (!ofKind.isEmpty()) {
                lanes.add(Marks.lane(kind, ofKind.size(), i -> ofKind.get(i).step(), i -> ofKind.get(i).thread(),
                        i -> ofKind.get(i).text().get()));
            }
        }
        return List.copyOf(lanes);
    }

    private MarkLane exceptionMarks(MarkKind kind, boolean caught) {
        List<SurveyException> chosen = exceptions.stream().filter(e -> e.caught() == caught).toList();
        return Marks.lane(kind, chosen.size(), i -> chosen.get(i).step(), i -> chosen.get(i).thread(),
                i -> chosen.get(i).shortText());
    }

    /** The last uncaught exception or deadlock, whichever is later. */
    private static Optional<Position> failure(List<MarkLane> lanes) {
        return lanes.stream()
                .filter(lane -> lane.kind() == MarkKind.UNCAUGHT_EXCEPTION || lane.kind() == MarkKind.DEADLOCK)
                .filter(lane -> lane.steps().length > 0)
                .map(lane -> lane.steps()[lane.steps().length - 1])
                .max(Long::compare).map(Position::new);
    }

    public Overview overview() {
        return overview;
    }

    /** @param most 0 for all */
    public List<ConsoleLine> console(int first, int most) {
        return range(console.size(), first, most).mapToObj(console::line).toList();
    }

    /** Whether a class is another or a subclass of it. */
    boolean isA(String className, String other) {
        for (String name = className; name != null; name = supers.get(name)) {
            if (name.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a class or one of its superclasses has a name, which may lack the package. */
    boolean isCalled(String className, String wanted) {
        for (String name = className; name != null; name = supers.get(name)) {
            if (name.equals(wanted) || name.endsWith("." + wanted) || name.endsWith("$" + wanted)) {
                return true;
            }
        }
        return false;
    }

    /** A class of the application and its subclasses. */
    List<String> withSubclasses(String className) {
        List<String> names = new ArrayList<>(List.of(className));
        supers.keySet().stream().filter(name -> !name.equals(className) && isA(name, className)).sorted().forEach(names::add);
        return names;
    }

    /** The first step at or after a time. */
    long stepAfter(long nanos) {
        int i = LongArray.lowerBound(clock.nanos(), nanos);
        return i < clock.steps().length ? clock.steps()[i] : overview.end().step();
    }

    /** @param most 0 for all */
    public List<ThrownException> exceptions(int first, int most) {
        return range(exceptions.size(), first, most).mapToObj(this::exception).toList();
    }

    private ThrownException exception(int index) {
        SurveyException e = exceptions.get(index);
        return new ThrownException(index, new Position(e.step()), e.thread(), e.className(), e.message(), sites.location(e.site()),
                e.caught());
    }

    private static IntStream range(int size, int first, int most) {
        int from = Math.min(size, Math.max(0, first));
        return IntStream.range(from, most == 0 ? size : (int) Math.min(size, (long) from + most));
    }

    /** How often each line of a source file ran; lines that did not run but could have are there with 0. */
    public Map<Integer, Long> lineCounts(String source) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int site = 1; site <= sites.size(); site++) {
            if (sites.isIn(site, source) && sites.line(site) > 0) {
                counts.merge(sites.line(site), siteCounts.getOrDefault(site, 0L), Long::sum);
            }
        }
        return counts;
    }

    /** Classes of the same source file as a location's that have code on its line. */
    List<String> classesWithLine(CodeLocation line) {
        return sites.classesWithLine(line.className(), line.line());
    }

    /** All of it, as a picture. */
    FirstLook look(int most) {
        return new FirstLook(FirstLook.Axis.STEPS, overview.end().step(), overview.events(), timeline(Position.START, new Position(Long.MAX_VALUE), most));
    }

    public TimelineSlice timeline(Position from, Position to, int most) {
        return slicer.slice(from, to, most);
    }

    /**
     * Where a target is: exactly for positions, console lines and exceptions; for ticks, events and times the nearest known
     * step at or before it, to start looking from.
     *
     * @return empty if there is no such line or exception, or the target is a checkpoint
     */
    public Optional<Position> locate(Target target) {
        return switch (target) {
            case Target.At at -> Optional.of(at.position().compareTo(overview.end()) > 0 ? overview.end() : at.position());
            case Target.Start _ -> Optional.of(Position.START);
            case Target.End _ -> Optional.of(overview.end());
            case Target.ConsoleLine line -> line.index() < 0 || line.index() >= console.size() ? Optional.empty()
                    : Optional.of(console.line(line.index()).position());
            case Target.Thrown thrown -> thrown.index() < 0 || thrown.index() >= exceptions.size() ? Optional.empty()
                    : Optional.of(new Position(exceptions.get(thrown.index()).step()));
            case Target.Tick tick -> Optional.of(new Position(milestones.stepBeforeTick(tick.tick())));
            case Target.Event event -> Optional.of(new Position(milestones.stepBeforeEvent(event.number())));
            case Target.Time time -> Optional.of(new Position(clock.stepAt(time.nanos())));
            case Target.AtCheckpoint _ -> Optional.empty();
        };
    }
}
