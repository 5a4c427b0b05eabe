package dev.backstep.replay.session;

import java.util.List;

/** The breakpoints of a session. They hold for motions in both directions. */
public interface Breakpoints {
    /** Replaces all breakpoints. A class that is loaded later may change a status; listeners hear of it. */
    List<Breakpoint.Status> set(List<Breakpoint> breakpoints);

    List<Breakpoint> all();
}
