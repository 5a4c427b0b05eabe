package dev.backstep.replay.query;

import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.Value;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the event log once and says what the survey cannot know: what the events were that the replay met, the time, how the
 * program ended.
 */
final class LogMarks {
    /** Receives what is found, in the order of the log. */
    interface Sink {
        void mark(MarkKind kind, long step, int thread, String text) throws IOException;

        void clock(long step, long nanos) throws IOException;
    }

    private final IoNatives natives;
    private final Milestones milestones;
    private final EventSteps met;
    private final Sink sink;
    private int next;
    private long lastNanos = -1;

    LogMarks(List<String> hookNames, Milestones milestones, EventSteps met, Sink sink) {
        natives = new IoNatives(hookNames);
        this.milestones = milestones;
        this.met = met;
        this.sink = sink;
    }

    /**
     * @param firstStep that is kept
     * @return the last event of interest for how the program ended: its exit or the end of recording; null if there is none
     */
    Event read(EventReader events, long firstStep) throws IOException {
        Event last = null;
        if (firstStep == 0) {
            sink.clock(0, 0);
        }
        for (Event event = events.next(); event != null && event.position().index() <= milestones.lastEvent();
                event = events.next()) {
            while (next < met.size() && met.event(next) < event.position().index()) {
                next++;
            }
            if (event instanceof Event.Clock clock) {
                tellTime(clock);
            } else if (event instanceof Event.Exit || event instanceof Event.RecordingStopped) {
                last = event;
            } else if (next < met.size() && met.event(next) == event.position().index()) {
                tell(event);
            }
        }
        return last;
    }

    private void tellTime(Event.Clock clock) throws IOException {
        if (clock.nanos() > lastNanos) {
            lastNanos = clock.nanos();
            sink.clock(milestones.stepAfterTick(clock.position().tick()), clock.nanos());
        }
    }

    private void tell(Event event) throws IOException {
        switch (event) {
            case Event.Return returned -> tellNative(returned.hook(), returned.values(), "");
            case Event.Throw thrown -> tellNative(thrown.hook(), thrown.values(), ", which fails"
                    + (thrown.message() == null ? "" : ": " + thrown.message()));
            case Event.Signal signal -> mark(MarkKind.SIGNAL, "signal " + signal.number());
            case Event.CheckpointWanted wanted -> mark(MarkKind.LABEL, wanted.label().isEmpty() ? "a checkpoint" : wanted.label());
            case Event.Deadlock deadlock -> mark(MarkKind.DEADLOCK, deadlock.text());
            default -> { }
        }
    }

    private void tellNative(int hook, List<Value> values, String failure) throws IOException {
        Optional<IoNatives.Action> action = natives.find(hook);
        if (action.isPresent()) {
            StringBuilder text = new StringBuilder(action.get().verb());
            name(values).ifPresent(name -> text.append(' ').append(name));
            if (failure.isEmpty() && movesBytes(action.get().verb())) {
                number(values).ifPresent(n -> text.append(n < 0 ? " (end)" : " " + n + (n == 1 ? " byte" : " bytes")));
            }
            mark(action.get().kind(), text.append(failure).toString());
        }
    }

    private static boolean movesBytes(String verb) {
        return verb.equals("reads") || verb.equals("writes") || verb.equals("receives") || verb.equals("sends");
    }

    /** The first argument that is a text: a path or a host. */
    private static Optional<String> name(List<Value> values) {
        for (Value value : values) {
            if (value instanceof Value.Argument(Value.Text text)) {
                return Optional.of(text.held());
            }
        }
        return Optional.empty();
    }

    /** What the native returned, if that is a number. */
    private static OptionalLong number(List<Value> values) {
        return !values.isEmpty() && values.getFirst() instanceof Value.Number(long n) ? OptionalLong.of(n) : OptionalLong.empty();
    }

    private void mark(MarkKind kind, String text) throws IOException {
        sink.mark(kind, met.step(next), met.thread(next), ConsoleText.shortened(text));
    }
}
