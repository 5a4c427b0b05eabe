package dev.backstep.dap.state;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.ReplaySession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The breakpoints that the client wants, group by group (a source file, all functions, …), as it sends them. Before there is a session
 * they wait here. Other clients of a shared session keep theirs.
 */
public final class BreakpointBoard {
    /** Ids of different conversations in one process never meet. */
    private static final AtomicInteger IDS = new AtomicInteger();

    private final Map<String, List<Breakpoint>> groups = new LinkedHashMap<>();

    public int newId() {
        return IDS.incrementAndGet();
    }

    /**
     * Replaces a group.
     *
     * @param session to tell; empty if there is none yet
     * @return what became of the breakpoints, by id; empty without a session
     */
    public synchronized Map<Integer, Breakpoint.Status> replace(String group, List<Breakpoint> wanted, Optional<ReplaySession> session) {
        List<Breakpoint> before = groups.put(group, List.copyOf(wanted));
        return session.map(present -> tell(present, before == null ? List.of() : before)).orElse(Map.of());
    }

    /** Tells a new session everything. */
    public synchronized Map<Integer, Breakpoint.Status> tell(ReplaySession session) {
        return tell(session, List.of());
    }

    /** Takes ours out of a session that others go on with. */
    public synchronized void withdraw(ReplaySession session) {
        List<Breakpoint> before = all();
        groups.clear();
        tell(session, before);
    }

    public synchronized boolean owns(int id) {
        return all().stream().anyMatch(breakpoint -> breakpoint.id() == id);
    }

    public synchronized List<Breakpoint> all() {
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private Map<Integer, Breakpoint.Status> tell(ReplaySession session, List<Breakpoint> gone) {
        List<Breakpoint> ours = all();
        List<Integer> known = Stream.concat(ours.stream(), gone.stream()).map(Breakpoint::id).toList();
        synchronized (session.breakpoints()) {      // as all faces of a session do that change its breakpoints
            List<Breakpoint> whole = new ArrayList<>(
                    session.breakpoints().all().stream().filter(breakpoint -> !known.contains(breakpoint.id())).toList());
            whole.addAll(ours);
            return session.breakpoints().set(whole).stream()
                    .collect(Collectors.toMap(Breakpoint.Status::id, status -> status, (first, second) -> second));
        }
    }
}
