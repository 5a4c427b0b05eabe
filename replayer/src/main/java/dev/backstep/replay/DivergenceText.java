package dev.backstep.replay;

import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.EventText;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A divergence for people: what was expected, what happened, where, and the recorded events around it. */
public final class DivergenceText {
    private static final int EVENTS_BEFORE = 6;
    private static final int EVENTS_AFTER = 3;

    private final Path recordingFile;
    private final Divergence divergence;

    public DivergenceText(Path recordingFile, Divergence divergence) {
        this.recordingFile = recordingFile;
        this.divergence = divergence;
    }

    /** @return several lines */
    public String text() {
        StringBuilder text = new StringBuilder();
        row(text, "thread", EventText.threadName(divergence.thread())
                + (divergence.threadName().isEmpty() ? "" : " \"" + divergence.threadName() + '"'));
        row(text, "position", "tick " + divergence.tick() + ", event " + divergence.eventIndex() + " at byte "
                + divergence.eventOffset());
        row(text, "expected", divergence.expected());
        row(text, "actual", divergence.actual());
        String name = "stack";
        for (String frame : divergence.stack()) {
            row(text, name, frame);
            name = "";
        }
        name = "events";
        for (String line : eventsAround()) {
            row(text, name, line);
            name = "";
        }
        return text.toString();
    }

    /** @return the recorded events around the divergence as lines, the expected one marked; none if they cannot be read */
    public List<String> eventsAround() {
        Deque<String> before = new ArrayDeque<>();
        List<String> lines = new ArrayList<>();
        try (Recording recording = Recording.open(recordingFile)) {
            EventText text = new EventText(recording.metadata().hookNames());
            EventReader reader = recording.events();
            long wanted = divergence.eventIndex();
            for (Event event = reader.next(); event != null && event.position().index() <= wanted + EVENTS_AFTER;
                    event = reader.next()) {
                if (event.position().index() < wanted) {
                    before.add("  " + text.line(event));
                    if (before.size() > EVENTS_BEFORE) {
                        before.remove();
                    }
                } else {
                    lines.add((event.position().index() == wanted ? "> " : "  ") + text.line(event));
                }
            }
        } catch (IOException | RecordingException e) {
            lines.add("(no more can be read: " + e.getMessage() + ")");
        }
        lines.addAll(0, before);
        return lines;
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("  %-9s ".formatted(name)).append(value.replace("\n", "\n            ")).append('\n');
    }
}
