package dev.backstep.replay;

import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingEnd;
import dev.backstep.recording.RecordingHeader;
import dev.backstep.recording.RecordingTrailer;
import dev.backstep.replay.ReplayResult.Counts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a recorded program ended, for replays that leave no report because they die in native code: as the program did, or before.
 *
 * @param end empty if nobody saw it
 */
record RecordedEnding(long events, long ticks, Optional<RecordingEnd> end) {
    static RecordedEnding of(Recording recording) throws IOException {
        RecordingHeader header = recording.header();
        return new RecordedEnding(header.eventCount(), header.tickCount(), recording.trailer().map(RecordingTrailer::end));
    }

    /**
     * @param eventsMet when the replaying JVM died
     * @return empty if no signal killed it that could have killed the program
     */
    Optional<ReplayResult> death(int processStatus, long eventsMet) {
        OptionalInt signal = DeathSignal.of(processStatus);
        if (signal.isEmpty()) {
            return Optional.empty();
        }
        boolean isRecorded = end.isEmpty() || end.get().signal().isEmpty() && end.get().exitStatus().isEmpty() || end.get().signal().equals(signal);
        if (isRecorded && eventsMet == events) {
            return Optional.of(new ReplayResult.Crashed(new Counts(events, ticks, 0), signal.getAsInt()));
        }
        String actual = "the JVM died of " + DeathSignal.name(signal.getAsInt());
        return Optional.of(new ReplayResult.Diverged(new Counts(eventsMet, 0, 0),
                new Divergence(0, "", 0, eventsMet, 0, expected(eventsMet), actual, List.of())));
    }

    private String expected(long eventsMet) {
        return eventsMet < events ? "event " + eventsMet + " of " + events
                : end.flatMap(seen -> seen.signal().isPresent() ? Optional.of("death of " + DeathSignal.name(seen.signal().getAsInt())) : Optional.empty())
                        .orElse("the end of the program");
    }
}
