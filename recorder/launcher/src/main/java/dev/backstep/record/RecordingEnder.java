package dev.backstep.record;

import dev.backstep.recording.Ending;
import dev.backstep.recording.Event;
import dev.backstep.recording.EventReader;
import dev.backstep.recording.Recording;
import dev.backstep.recording.RecordingCloser;
import dev.backstep.recording.RecordingEnd;
import dev.backstep.recording.RecordingException;
import dev.backstep.recording.RecordingHeader;
import dev.backstep.recording.RecordingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closes a recording when its debuggee is gone and collects what the user should know. Whatever fails here is a warning: the
 * program has run, and its exit code counts.
 */
final class RecordingEnder {
    private static final int SIGNAL_BASE = 128;

    private final Path file;
    private final boolean runsMachineCode;
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> deadlocks = new LinkedHashSet<>();
    private boolean toldWhyStopped;
    private boolean hasNotes;
    private long eventCount;
    private long tickCount;
    private Ending ending = Ending.KILLED;

    /** @param runsMachineCode with an agent, for example; libraries that the program loads are found in the log */
    RecordingEnder(Path file, boolean runsMachineCode) {
        this.file = file;
        this.runsMachineCode = runsMachineCode;
    }

    RecordResult.Recorded end(int exitCode, long wallNanos) {
        long sizeBytes = 0;
        try {
            RecordingState state = readHeader();
            if (hasNotes) {
                readEvents();
            }
            if (state == RecordingState.STOPPED && !toldWhyStopped) {
                warnings.add("recording stopped before the program ended");
            }
            ending = RecordingCloser.close(file, processEnd(state, exitCode, wallNanos), key()).ending();
            sizeBytes = Files.size(file);
        } catch (IOException | RuntimeException e) {
            warnings.add("the recording could not be closed: " + e.getMessage());
        }
        return new RecordResult.Recorded(file, ending, eventCount, tickCount, sizeBytes, List.copyOf(warnings),
                List.copyOf(deadlocks));
    }

    /** Who runs machine code of its own needs a seal: without, replays refuse to. */
    private Optional<byte[]> key() {
        if (!runsMachineCode && !hasNotes) {
            return Optional.empty();
        }
        try {
            return Optional.of(UserKey.findOrMake());
        } catch (IOException e) {
            warnings.add("the recording has no seal, because there is no key: " + e.getMessage() + "; 'backstep trust REC' adds it");
            return Optional.empty();
        }
    }

    private RecordingState readHeader() throws IOException {
        try (Recording recording = Recording.open(file)) {
            RecordingHeader header = recording.header();
            eventCount = header.eventCount();
            hasNotes = header.noteCount() > 0;
            tickCount = header.tickCount();
            return header.state();
        }
    }

    /** Closing does not need the events, so a bad one is no reason not to close. */
    private void readEvents() throws IOException {
        try (Recording recording = Recording.open(file)) {
            EventReader events = recording.events();
            for (Event event = events.next(); event != null; event = events.next()) {
                note(event);
            }
        } catch (RuntimeException e) {
            warnings.add(e instanceof RecordingException ? e.getMessage() : "the event log cannot be read: " + e);
        }
    }

    /** Not a switch: one over types makes a class when it runs first, and the user waits. */
    private void note(Event event) {
        if (event instanceof Event.Warning warning) {
            warnings.add(warning.text());
        } else if (event instanceof Event.Deadlock deadlock) {
            deadlocks.add(deadlock.text());
        } else if (event instanceof Event.RecordingStopped stopped) {
            warnings.add("recording stopped before the program ended: " + stopped.reason());
            toldWhyStopped = true;
        }
    }

    /** Java reports a death by signal as a large exit status; a program that wrote EXIT chose its status itself. */
    private RecordingEnd processEnd(RecordingState state, int exitCode, long wallNanos) {
        boolean killed = state != RecordingState.EXITED && exitCode > SIGNAL_BASE;
        List<String> texts = List.copyOf(warnings);
        return killed ? RecordingEnd.killed(exitCode - SIGNAL_BASE, wallNanos, texts)
                : RecordingEnd.exited(exitCode, wallNanos, texts);
    }
}
