package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples: their bugs show in recordings, and replay. */
class SamplesTest {
    private static final int TRIES = 5;

    @Test
    void mostRecordingsOfLostUpdateLoseUpdates() throws IOException, InterruptedException {
        int lost = 0;
        for (int i = 0; i < TRIES; i++) {
            lost += RecordAndReplay.recordAndReplay(Program.sample("lostupdate.LostUpdate"), 1).exitCode();
        }
        assertTrue(lost >= 3, "only " + lost + " of " + TRIES + " recordings lost an update");
    }

    @Test
    void flakyTestReplays() throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            RecordAndReplay.recordAndReplay(Program.sample("flakytest.InvoiceTest"), 1);
        }
    }

    @Test
    void staleCacheReplays() throws IOException, InterruptedException {
        RecordAndReplay.recordAndReplay(Program.sample("stalecache.Shop"), Settings.replayCount());
    }

    @Test
    void deadlockIsNamedAndReplays() throws IOException, InterruptedException {
        Program bank = Program.sample("deadlock.Bank");
        for (int i = 0; i < TRIES; i++) {
            Scratch scratch = Scratch.of(bank.name());
            try (RunningCommand record = Backstep.start(scratch.work(), "", withoutQuiet(Backstep.recordArguments(bank, scratch.recording())))) {
                boolean stuck = endWhenStuck(record);
                Outcome recorded = record.await(Settings.timeLimit());
                assertEquals(stuck ? 143 : 0, recorded.exitCode(), recorded::describe);
                Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
                assertEquals(0, replayed.exitCode(), replayed::describe);
                assertEquals(recorded.output(), replayed.output());
                if (stuck) {
                    assertTrue(recorded.errors().contains("deadlock"), recorded::describe);
                    scratch.delete();
                    return;
                }
            }
        }
        throw new AssertionError("no deadlock in " + TRIES + " recordings");
    }

    private static List<String> withoutQuiet(List<String> arguments) {
        List<String> kept = new ArrayList<>(arguments);
        kept.remove("-q");
        return kept;
    }

    /** Sends SIGTERM when nothing has been printed for a while. @return whether it had to */
    private static boolean endWhenStuck(RunningCommand record) throws IOException, InterruptedException {
        record.awaitOutput("transfers", Settings.timeLimit());
        int length = -1;
        while (record.process().isAlive()) {
            int newLength = record.outputSoFar().length();
            if (newLength == length) {
                record.process().destroy();
                return true;
            }
            length = newLength;
            Thread.sleep(1_500);
        }
        return false;
    }
}
