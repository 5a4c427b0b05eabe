package dev.backstep.replay.travel;

import dev.backstep.recording.ControlLayout;
import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.vm.Arrival;
import dev.backstep.replay.vm.Arrival.ThreadRow;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A "what if": the program was changed, and runs on from there by itself, in the process that the debugger has touched. Breakpoints in
 * code stop it; hits are counted from where it left the recording. There is no way back but to the recording.
 */
final class LiveDiversion {
    private final LiveSession session;
    private final Timeline timeline;
    private final BreakpointTable table;
    private final ReplayVm vm;
    private final Map<Integer, Long> hits = new HashMap<>();
    private Arrival here;

    /** @param here where the program was changed */
    LiveDiversion(LiveSession session, Timeline timeline, BreakpointTable table, Arrival here) throws IOException {
        this.session = session;
        this.timeline = timeline;
        this.table = table;
        this.here = here;
        vm = timeline.inspected();
    }

    Arrival arrival() {
        return here;
    }

    ReplayVm process() {
        return vm;
    }

    Landing step(StepKind kind, int thread) throws IOException {
        int depth = here.thread(thread).map(ThreadRow::depth).orElse(0);
        return forward(switch (kind) {
            case IN -> Goal.thread(thread, ControlLayout.ANY_DEPTH);
            case OVER -> Goal.thread(thread, Math.max(1, depth));
            case OUT -> Goal.thread(thread, depth - 1);
        });
    }

    Landing resume() throws IOException {
        return forward(Goal.end());
    }

    private Landing forward(Goal goal) throws IOException {
        Goal left = goal;
        for (;;) {
            session.inspector().letGo();
            here = timeline.runLive(vm, left.stoppingAt(sites(), table.names()));
            say();
            left = vm.remaining();
            if (here.reason() == Arrival.Reason.CLASS) {
                continue;
            }
            if (here.isEnd()) {
                return new Landing(here, StopReason.END, "the changed program would end here", List.of());
            }
            if (here.reason() == Arrival.Reason.STUCK) {
                return new Landing(here, StopReason.PAUSE, "in the changed program no thread can go on", List.of());
            }
            if (here.reason() == Arrival.Reason.PAUSE) {
                return new Landing(here, StopReason.PAUSE, "paused", List.of());
            }
            List<Integer> wanting = wanting();
            if (!wanting.isEmpty()) {
                return new Landing(here, StopReason.BREAKPOINT, "breakpoint", wanting);
            }
            if (here.reason() != Arrival.Reason.SITE) {
                return new Landing(here, StopReason.STEP, "step", List.of());
            }
        }
    }

    private void say() throws IOException {
        String printed = vm.takeOutput();
        if (!printed.isEmpty()) {
            session.message(printed.stripTrailing());
        }
    }

    private Set<Integer> sites() {
        BreakpointPlaces places = new BreakpointPlaces(vm.sites().classes());
        Set<Integer> found = new HashSet<>();
        table.all().forEach(breakpoint -> found.addAll(places.of(breakpoint)));
        return found;
    }

    /** Breakpoints that want to stop here, by id. Logpoints speak instead. */
    private List<Integer> wanting() {
        BreakpointPlaces places = new BreakpointPlaces(vm.sites().classes());
        List<Integer> ids = new ArrayList<>();
        for (Breakpoint breakpoint : table.all()) {
            if (places.of(breakpoint).contains(here.site()) && wants(breakpoint)) {
                ids.add(breakpoint.id());
            }
        }
        ids.sort(null);
        return ids;
    }

    private boolean wants(Breakpoint breakpoint) {
        Breakpoint.Filter filter = breakpoint.filter();
        if (!HitFilter.wants(breakpoint, hits.merge(breakpoint.id(), 1L, Long::sum))) {
            return false;
        }
        if (!filter.condition().isBlank() && !session.inspector().test(filter.condition(), here.thread())) {
            return false;
        }
        if (!filter.log().isBlank()) {
            session.message(session.inspector().interpolate(filter.log(), here.thread()));
            return false;
        }
        return true;
    }
}
