package dev.backstep.replay.vm;

import dev.backstep.recording.ControlLayout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a run ends, at the latest at the end of the recording. What comes first counts.
 *
 * @param step at this step, or the first after it
 * @param tick at the first step at or after so many ticks
 * @param event at the first step after so many events of the log
 * @param thread whose next step ends the run; -1 for none
 * @param depth number of frames of application code: only steps of the thread in frames that are not deeper count, calls are
 *         passed over; {@link ControlLayout#ANY_DEPTH} for all
 * @param sites end the run when they are stepped on; numbers of {@link SiteTable}
 * @param recorded sites that do not end the run, but are noted: {@link ReplayVm#hits}
 * @param names of classes (binary, of the outermost) or source files; the run ends when one of them is defined, as the caller may
 *         want some of its sites
 * @param counted sites of which not the first hit ends the run
 */
public record Goal(long step, long tick, long event, int thread, int depth, Set<Integer> sites, Set<Integer> recorded,
        Set<String> names, List<Counted> counted) {
    /** More cannot be told apart. */
    public static final int MOST_COUNTED = ControlLayout.MOST_COUNTS;
    private static final long NEVER = Long.MAX_VALUE;

    /**
     * Sites whose hits are counted together.
     *
     * @param id tells it from others
     * @param left so many hits from now on; the last of them ends the run
     */
    public record Counted(int id, Set<Integer> sites, long left) {
        public Counted {
            sites = Set.copyOf(sites);
        }
    }

    public Goal {
        sites = Set.copyOf(sites);
        recorded = Set.copyOf(recorded);
        names = Set.copyOf(names);
        counted = List.copyOf(counted);
    }

    public static Goal end() {
        return new Goal(NEVER, NEVER, NEVER, -1, 0, Set.of(), Set.of(), Set.of(), List.of());
    }

    public static Goal step(long step) {
        return new Goal(step, NEVER, NEVER, -1, 0, Set.of(), Set.of(), Set.of(), List.of());
    }

    public static Goal tick(long tick) {
        return new Goal(NEVER, tick, NEVER, -1, 0, Set.of(), Set.of(), Set.of(), List.of());
    }

    public static Goal event(long event) {
        return new Goal(NEVER, NEVER, event, -1, 0, Set.of(), Set.of(), Set.of(), List.of());
    }

    public static Goal thread(int thread, int depth) {
        return new Goal(NEVER, NEVER, NEVER, thread, depth, Set.of(), Set.of(), Set.of(), List.of());
    }

    public Goal stoppingAt(Set<Integer> moreSites, Set<String> moreNames) {
        return new Goal(step, tick, event, thread, depth, moreSites, recorded, moreNames, counted);
    }

    public Goal recording(Set<Integer> wanted, Set<String> moreNames) {
        return new Goal(step, tick, event, thread, depth, sites, wanted, moreNames, counted);
    }

    /** With another latest step. */
    public Goal endingAt(long last) {
        return new Goal(last, tick, event, thread, depth, sites, recorded, names, counted);
    }

    /** @param more at most {@link #MOST_COUNTED} */
    public Goal counting(List<Counted> more) {
        return new Goal(step, tick, event, thread, depth, sites, recorded, names, more);
    }

    /** The same, of which a part has been met: what is left of depth and counts is that of another. */
    public Goal onwards(Goal left) {
        Map<Integer, Long> counts = left.counted.stream().collect(Collectors.toMap(Counted::id, Counted::left));
        return withDepth(left.depth).counting(counted.stream()
                .map(one -> new Counted(one.id, one.sites, counts.getOrDefault(one.id, one.left))).toList());
    }

    public Goal withDepth(int left) {
        return new Goal(step, tick, event, thread, left, sites, recorded, names, counted);
    }

    /** At this step at the latest. */
    public Goal notAfter(long last) {
        return new Goal(Math.min(step, last), tick, event, thread, depth, sites, recorded, names, counted);
    }

    /** Whether a step on a site may end the run. */
    public boolean isAbout(int site) {
        return sites.contains(site) || counted.stream().anyMatch(one -> one.sites().contains(site));
    }

    /** First step that has to be compared with more than the sites. */
    long watchedFrom() {
        return thread >= 0 || tick != NEVER || event != NEVER ? 0 : step;
    }
}
