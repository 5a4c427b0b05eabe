package dev.backstep.replay.follow;

import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import dev.backstep.replay.vm.Occasion;
import dev.backstep.replay.vm.Occasions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * What is left of a recording that has ended: whether a rule can still call for a checkpoint in it. Where none can, nobody has
 * to wait for the replay, which may need much longer for it than the program did. Not thread-safe.
 */
final class Rest {
    private final Path recording;
    private final Set<Integer> natives;
    private Facts facts;        // null until somebody asked: the log is read once, it does not change any more

    /** @param lastCall number of the last event that calls for a checkpoint by itself; -1: there is none */
    private record Facts(long events, long clockNanos, long tick, long lastCall) { }

    /** @param natives whose return calls for a checkpoint */
    Rest(Path recording, Set<Integer> natives) {
        this.recording = recording;
        this.natives = natives;
    }

    /**
     * Only when the recording has ended.
     *
     * @param fromEvent number of the first event that is not replayed yet
     * @param occasions what the replay is held at
     * @throws IOException if the log cannot be read
     */
    boolean callsForOne(long fromEvent, Occasions occasions) throws IOException {
        if (occasions.wanted().contains(Occasion.WRITE)) {
            return true;    // the log does not tell
        }
        if (facts == null) {
            try {
                facts = read();
            } catch (RecordingException e) {
                return true;    // damaged further on: the replay says so where it gets there
            }
        }
        return fromEvent <= facts.lastCall || fromEvent < facts.events
                && (occasions.wanted().contains(Occasion.CLOCK) && facts.clockNanos >= occasions.clockNanos()
                || occasions.wanted().contains(Occasion.TICKS) && facts.tick >= occasions.tick());
    }

    private Facts read() throws IOException {
        try (Recording open = Recording.open(recording)) {
            EventReader events = open.events();
            long clock = 0;
            long tick = 0;
            long lastCall = -1;
            for (Event event = events.next(); event != null; event = events.next()) {
                tick = event.position().tick();
                if (event instanceof Event.Clock passed) {
                    clock = passed.nanos();
                } else if (callsForOne(event)) {
                    lastCall = event.position().index();
                }
            }
            return new Facts(events.nextIndex(), clock, tick, lastCall);
        }
    }

    private boolean callsForOne(Event event) {
        return switch (event) {
            case Event.Return returned -> natives.contains(returned.hook());
            case Event.Throw thrown -> natives.contains(thrown.hook());
            case Event.CheckpointWanted _ -> true;
            default -> false;
        };
    }
}
