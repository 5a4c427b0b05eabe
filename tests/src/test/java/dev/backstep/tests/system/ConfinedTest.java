package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.tests.debuggees.MarkedPlaces;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Confined;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RunningCommand;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that forbid what checkpoints need: recording and replay go on, and it is said once what is not there. */
class ConfinedTest {
    private static final String NO_PTRACE = "ptrace,process_vm_readv";

    /** Runs the command without these system calls. */
    private static Outcome run(Scratch scratch, String forbidden, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Settings.java().toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
                Settings.testClasses().toString(), Confined.class.getName(), forbidden, Settings.backstepCommand().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(scratch.work().toFile());
        try (RunningCommand running = Backstep.start(builder, "")) {
            return running.await(Settings.timeLimit());
        }
    }

    private static Outcome record(Scratch scratch, String forbidden, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(Backstep.recordArguments(Program.marking(MarkedPlaces.class), scratch.recording(), options));
        arguments.remove("-q");
        return run(scratch, forbidden, arguments);
    }

    private static Outcome replay(Scratch scratch, String forbidden, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(Arrays.asList(options));
        arguments.add(scratch.recording().toString());
        return run(scratch, forbidden, arguments);
    }

    private static void saidOnce(String text, Outcome outcome) {
        assertEquals(1, outcome.errors().lines().filter(line -> line.contains(text)).count(), outcome::describe);
    }

    @Test
    void withoutPtraceRecordingAndReplayGoOnWithoutCheckpoints() throws Exception {
        Scratch scratch = Scratch.of("confined");
        Outcome doctor = run(scratch, NO_PTRACE, List.of("doctor"));
        assertTrue(doctor.output().contains("ptrace             no") && doctor.output().contains("Checkpoints: not possible"), doctor::describe);

        Outcome recorded = record(scratch, NO_PTRACE, "--checkpoint=50ms");
        assertEquals(0, recorded.exitCode(), recorded::describe);
        saidOnce("this machine does not allow it: ptrace", recorded);
        for (String[] options : new String[][] {{}, {"--checkpoint=50ms"}}) {
            Outcome replayed = replay(scratch, NO_PTRACE, options);
            assertEquals(0, replayed.exitCode(), replayed::describe);
            assertEquals(recorded.output(), replayed.output(), replayed::describe);
            assertEquals(options.length, replayed.errors().lines().filter(line -> line.contains("does not allow it")).count(), replayed::describe);
        }

        Outcome kept = record(scratch, NO_PTRACE, "--keep-last=5m");
        assertEquals(0, kept.exitCode(), kept::describe);
        Outcome crash = record(scratch, NO_PTRACE, "--crash-checkpoint");
        assertEquals(0, crash.exitCode(), crash::describe);
        saidOnce("no checkpoint of a crash", crash);
        scratch.delete();
    }

    @ParameterizedTest
    @ValueSource(strings = {"userfaultfd", "pagemap-scan"})
    void withoutTheWatchOfWritesAllPagesAreCopied(String forbidden) throws Exception {
        Scratch scratch = Scratch.of("confined-" + forbidden);
        Outcome doctor = run(scratch, forbidden, List.of("doctor"));
        assertTrue(doctor.output().contains("Checkpoints: can be taken (all pages each time"), doctor::describe);
        Outcome recorded = record(scratch, forbidden, "--checkpoint=asked");
        assertEquals(0, recorded.exitCode(), recorded::describe);
        saidOnce(" checkpoints in ", recorded);
        Outcome rest = replay(scratch, forbidden, "--from-checkpoint=3");
        assertEquals(0, rest.exitCode(), rest::describe);
        assertEquals(recorded.output().substring(recorded.output().indexOf("round 3")), rest.output(), rest::describe);
        scratch.delete();
    }
}
