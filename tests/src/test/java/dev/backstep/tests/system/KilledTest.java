package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.Endless;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** {@code kill -9} at random instants: everything up to the last committed event is there. */
class KilledTest {
    private static final int LATEST_MILLIS = 1_500;

    @RepeatedTest(6)
    void recordingOfKilledProgramReplaysToItsEnd(RepetitionInfo repetition) throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        int delayMillis = new Random(seed).nextInt(LATEST_MILLIS);
        Scratch scratch = Scratch.of("killed-" + repetition.getCurrentRepetition());
        try (RunningCommand record = Backstep.start(scratch.work(), "", Backstep.recordArguments(endless(), scratch.recording()))) {
            ProcessHandle debuggee = record.awaitDebuggee(Settings.timeLimit());
            Thread.sleep(delayMillis);
            debuggee.destroyForcibly();
            Outcome recorded = record.await(Settings.timeLimit());
            assertEquals(137, recorded.exitCode(), recorded::describe);
            if (Files.exists(scratch.recording())) {
                replaysToTheEnd(scratch, recorded.output(), "killed after " + delayMillis + " ms");
            } else {
                assertEquals("", recorded.output(), "only a program that had not begun may leave no recording");
            }
        }
        scratch.delete();
    }

    /** Nobody is left to close the recording then. */
    @Test
    void recordingOfKilledProgramAndKilledRecorderReplaysToItsEnd() throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("killed-both");
        try (RunningCommand record = Backstep.start(scratch.work(), "", Backstep.recordArguments(endless(), scratch.recording()))) {
            ProcessHandle debuggee = record.awaitDebuggee(Settings.timeLimit());
            record.awaitOutput("round 3", Settings.timeLimit());
            record.process().destroyForcibly();
            debuggee.destroyForcibly();
            Outcome recorded = record.await(Settings.timeLimit());
            debuggee.onExit().join();
            replaysToTheEnd(scratch, record.outputSoFar(), recorded.describe());
        }
        scratch.delete();
    }

    private static Program endless() {
        return Program.of("endless", "-cp", Settings.testClasses().toString(), Endless.class.getName());
    }

    private static void replaysToTheEnd(Scratch scratch, String recordedOutput, String when) throws IOException, InterruptedException {
        Outcome info = Backstep.run(scratch.folder(), "", "info", scratch.recording().toString());
        assertEquals(0, info.exitCode(), () -> when + "\n" + info.describe());
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
        assertEquals(0, replayed.exitCode(), () -> when + "\n" + replayed.describe());
        // The last output may have left the program before its event was committed.
        assertTrue(recordedOutput.startsWith(replayed.output()), () -> when + "\nprinted by the replay only: " + replayed.describe());
        assertTrue(recordedOutput.length() - replayed.output().length() < 200, () -> when + "\nmissing from the replay: " + replayed.describe());
    }
}
