package dev.backstep.web.served;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Breakpoint.Status;
import dev.backstep.replay.session.Breakpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The breakpoints that were set through this interface, among all of a session: a debug adapter may have set others, which stay as they
 * are. Ours have ids from {@value #FIRST_ID} on, those of debug adapters are below.
 */
public final class WebBreakpoints {
    public static final int FIRST_ID = 1_000_000;

    private final Map<Integer, Status> statuses = new HashMap<>();
    private int nextId = FIRST_ID;

    public synchronized int newId() {
        return nextId++;
    }

    public static boolean isOurs(Breakpoint breakpoint) {
        return breakpoint.id() >= FIRST_ID;
    }

    /** Replaces ours. */
    public synchronized void set(Breakpoints breakpoints, List<Breakpoint> ours) {
        synchronized (breakpoints) {
            List<Breakpoint> all = new ArrayList<>(breakpoints.all());
            all.removeIf(WebBreakpoints::isOurs);
            all.addAll(ours);
            statuses.clear();
            breakpoints.set(all).forEach(status -> statuses.put(status.id(), status));
        }
    }

    synchronized void changed(Status status) {
        statuses.put(status.id(), status);
    }

    /** What is known of a breakpoint, null if nothing. */
    public synchronized Status status(Breakpoint breakpoint) {
        return statuses.get(breakpoint.id());
    }
}
