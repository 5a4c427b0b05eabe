package dev.backstep.replay.session;

import java.util.List;
import java.util.Optional;

/**
 * Where a session stands, and why. Immutable; the same for all who look on.
 *
 * @param position of the line that runs next
 * @param tick count of the scheduler
 * @param event number of the next event in the log
 * @param thread id of the thread that runs next, as in the event log
 * @param location line that runs next; empty at the end of the recording
 * @param reason why the motion ended here
 * @param text a sentence for people, without full stop: which breakpoint, which exception, how the program ended
 * @param breakpointIds breakpoints that were hit, in ascending order
 * @param diverted whether the program has been changed or run otherwise than recorded since this position ("what if")
 */
public record Stop(Position position, long tick, long event, int thread, Optional<CodeLocation> location, StopReason reason,
        String text, List<Integer> breakpointIds, boolean diverted) {
    public Stop {
        breakpointIds = List.copyOf(breakpointIds);
    }
}
