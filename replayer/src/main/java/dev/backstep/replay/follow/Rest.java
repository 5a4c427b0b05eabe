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
 * to wait for the replay, which may need much longer for it than the program did.
 */
final class Rest {
    private final Path recording;

    Rest(Path recording) {
        this.recording = recording;
    }

    /**
     * @param fromEvent number of the first event that is not replayed yet
     * @param occasions what the replay is held at
     * @throws IOException if the log cannot be read
     */
    boolean callsForOne(long fromEvent, Occasions occasions) throws IOException {
        if (occasions.wanted().contains(Occasion.WRITE)) {
            return true;    // the log does not tell
        }
        long clockNanos = occasions.wanted().contains(Occasion.CLOCK) ? occasions.clockNanos() : Long.MAX_VALUE;
        long tick = occasions.wanted().contains(Occasion.TICKS) ? occasions.tick() : Long.MAX_VALUE;
        try (Recording open = Recording.open(recording)) {
            EventReader events = open.events();
            long clock = 0;
            for (Event event = events.next(); event != null; event = events.next()) {
                if (event instanceof Event.Clock passed) {
                    clock = passed.nanos();
                }
                if (event.position().index() >= fromEvent && (clock >= clockNanos || event.position().tick() >= tick
                        || callsForOne(event, occasions.hooks()))) {
                    return true;
                }
            }
            return false;
        } catch (RecordingException e) {
            return true;    // damaged further on: the replay says so where it gets there
        }
    }

    private static boolean callsForOne(Event event, Set<Integer> natives) {
        return switch (event) {
            case Event.Return returned -> natives.contains(returned.hook());
            case Event.Throw thrown -> natives.contains(thrown.hook());
            case Event.CheckpointWanted _ -> true;
            default -> false;
        };
    }
}
