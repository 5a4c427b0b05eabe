package dev.backstep.tests.support;

import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recordings that are opened for time travel by tests. */
public final class Sessions {
    private Sessions() {
    }

    /** Records a program and opens what was recorded. The recording stays in the scratch folder. */
    public static ReplaySession open(Program program, Scratch scratch, String... recordOptions) throws IOException, InterruptedException {
        record(program, scratch, recordOptions);
        return ReplaySessions.open(scratch.recording(), SessionOptions.usual());
    }

    public static Outcome record(Program program, Scratch scratch, String... recordOptions) throws IOException, InterruptedException {
        Outcome recorded = Backstep.record(program, scratch.recording(), scratch.work(), recordOptions);
        if (!Files.exists(scratch.recording())) {
            throw new AssertionError("no recording was made\n" + recorded.describe());
        }
        return recorded;
    }

    /** @return number, from 1, of the only line of a debuggee's source that has a text */
    public static int lineOf(Class<?> debuggee, String text) throws IOException {
        Path source = Settings.projectRoot().resolve("tests/src/main/java/" + debuggee.getName().replace('.', '/') + ".java");
        List<String> lines = Files.readAllLines(source);
        int found = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                if (found != 0) {
                    throw new IllegalArgumentException("'" + text + "' is on several lines of " + source);
                }
                found = i + 1;
            }
        }
        if (found == 0) {
            throw new IllegalArgumentException("'" + text + "' is on no line of " + source);
        }
        return found;
    }
}
