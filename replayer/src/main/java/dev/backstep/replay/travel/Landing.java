package dev.backstep.replay.travel;

import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.vm.Arrival;
import java.util.List;

/** How a motion ended. @param text for people. @param breakpoints that were hit, by id */
record Landing(Arrival at, StopReason reason, String text, List<Integer> breakpoints) {
    static Landing of(Arrival at, StopReason reason, String text) {
        if (at.isEnd()) {
            return new Landing(at, StopReason.END, "end of the recording", List.of());
        }
        if (at.reason() == Arrival.Reason.PAUSE) {
            return new Landing(at, StopReason.PAUSE, "paused", List.of());
        }
        return new Landing(at, reason, text, List.of());
    }
}
