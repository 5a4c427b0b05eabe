package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.corpusrun.CorpusCommand;
import dev.backstep.tests.corpusrun.Coverage;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Corpus;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code backstep corpus}: its short form, what it says of failures, and that no row of what must be covered is empty. */
class CorpusCommandTest {
    @Test
    void shortFormIsExact() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(Settings.projectRoot(), "", "corpus", "--short");
        assertEquals(0, outcome.exitCode(), outcome::describe);
        assertTrue(outcome.output().contains("9 passed, 0 failed"), outcome::describe);
    }

    @Test
    void failureComesWithTheCommandThatFailed() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(Settings.projectRoot(), "", "corpus", "Ledger", "--record", "--no-such-option");
        assertEquals(1, outcome.exitCode(), outcome::describe);
        assertTrue(outcome.output().contains("FAILED Ledger"), outcome::describe);
        assertTrue(outcome.output().lines().anyMatch(line -> line.contains("$ ") && line.contains("--no-such-option")), outcome::describe);
    }

    @Test
    void unknownProgramIsAnErrorOfTheCommandLine() throws IOException, InterruptedException {
        Outcome outcome = Backstep.run(Settings.projectRoot(), "", "corpus", "Nothing");
        assertEquals(2, outcome.exitCode(), outcome::describe);
        assertTrue(outcome.errors().contains("no such program: Nothing"), outcome::describe);
    }

    @Test
    void everythingIsCovered() throws IOException {
        List<Program> programs = CorpusCommand.all();
        Coverage coverage = new Coverage(programs);
        assertFilled(coverage.sources(), 30);
        assertFilled(coverage.concurrentClasses(), 80);
        assertFilled(coverage.classics(), 6);
        Set<String> names = programs.stream().map(Program::name).collect(Collectors.toSet());
        assertTrue(names.containsAll(coverage.classics().values().stream().flatMap(List::stream).toList()), coverage.classics()::toString);
        assertTrue(names.containsAll(Corpus.covers().keySet()) && !Corpus.covers().containsValue(null), Corpus.covers()::toString);
    }

    private static void assertFilled(Map<String, ? extends Collection<String>> rows, int least) {
        assertTrue(rows.size() >= least, "only " + rows.size() + " rows: " + rows.keySet());
        assertEquals(List.of(), rows.entrySet().stream().filter(row -> row.getValue().isEmpty()).map(Map.Entry::getKey).toList());
    }
}
