package dev.backstep.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.checkpoint.CheckpointPack;
import dev.backstep.tests.debuggees.Crash;
import dev.backstep.tests.support.Backstep;
import dev.backstep.tests.support.Outcome;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that a signal kills, and what can be seen of them afterwards. */
class CrashTest {
    private static Outcome record(Scratch scratch, String way, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("record", "--force", "-o", scratch.recording().toString()));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--", Settings.java().toString(), "--enable-native-access=ALL-UNNAMED",
                "-cp", Settings.testClasses().toString(), Crash.class.getName(), way));
        return Backstep.run(scratch.work(), "", arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"segv, 134, SIGABRT", "abort, 134, SIGABRT", "raise, 139, SIGSEGV", "kill, 137, SIGKILL"})
    void lastMomentIsShown(String way, int exitCode, String signal) throws Exception {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canCapture(), () -> "this machine forbids ptrace: " + capabilities.all());
        Scratch scratch = Scratch.of("crash-" + way);
        Outcome recorded = record(scratch, way, "--crash-checkpoint");
        assertEquals(exitCode, recorded.exitCode(), recorded::describe);
        assertTrue(recorded.errors().contains("the program died by " + signal), recorded::describe);
        Path crash = Path.of(scratch.recording() + ".crash");
        assertEquals("[OWNER_READ, OWNER_WRITE]", Files.getPosixFilePermissions(crash).stream().sorted().toList().toString());
        Outcome shown = Backstep.replay(scratch.recording(), scratch.work(), "--at-crash");
        assertEquals(0, shown.exitCode(), shown::describe);
        assertTrue(shown.output().startsWith("the program died by " + signal), shown::describe);
        for (String wanted : List.of("\"victim\"", "\"main\"", "\"worker\"", Crash.class.getName() + ".die", "a replay ")) {
            assertTrue(shown.output().contains(wanted), () -> wanted + " in " + shown.describe());
        }
        assertEquals(!way.equals("kill"), shown.output().contains("rip 0x"), shown::describe);
        heapIsThere(scratch, crash);
        scratch.delete();
    }

    /** Objects of the program, by the JDK's own tool from a core of that moment. */
    private static void heapIsThere(Scratch scratch, Path crash) throws Exception {
        Path core = scratch.folder().resolve("core");
        Outcome written = Backstep.run(scratch.work(), "", "core", crash.toString(), "0", "-o", core.toString());
        assertEquals(0, written.exitCode(), written::describe);
        String executable;
        try (CheckpointPack pack = CheckpointPack.open(crash)) {
            executable = pack.checkpoints().getFirst().executable();
        }
        Path histogram = scratch.folder().resolve("histogram");
        Process tool = new ProcessBuilder(Settings.java().resolveSibling("jhsdb").toString(), "jmap", "--histo", "--exe", executable, "--core", core.toString())
                .redirectErrorStream(true).redirectOutput(histogram.toFile()).start();
        assertTrue(tool.waitFor(Settings.timeLimit().toSeconds(), TimeUnit.SECONDS), "jhsdb does not end");
        List<String> lines = Files.readAllLines(histogram);
        assertTrue(lines.stream().anyMatch(line -> line.matches("\\s*\\d+:\\s+\\d{3,}\\s+\\d+\\s+java.lang.String")), () -> String.join("\n", lines));
        assertTrue(lines.stream().anyMatch(line -> line.contains("java.util.ArrayList")), () -> String.join("\n", lines));
    }

    /** Native code that fails does so in replay, too: there, and not before. */
    @ParameterizedTest
    @CsvSource({"abort, SIGABRT", "segv, SIGABRT", "unsafe, "})
    void replayComesToTheCrash(String way, String signal) throws Exception {
        Scratch scratch = Scratch.of("crash-replay-" + way);
        Outcome recorded = record(scratch, way);
        Outcome replayed = Backstep.replay(scratch.recording(), scratch.work());
        assertEquals(0, replayed.exitCode(), replayed::describe);
        assertTrue(replayed.output().startsWith(recorded.output().lines().findFirst().orElseThrow()), replayed::describe);
        if (signal != null) {
            assertTrue(replayed.errors().contains("up to the crash: the program died of " + signal), replayed::describe);
        }
        scratch.delete();
    }

    @ParameterizedTest
    @CsvSource("kill")
    void withoutTheOptionNothingIsKept(String way) throws Exception {
        Scratch scratch = Scratch.of("crash-without");
        record(scratch, way);
        assertFalse(Files.exists(Path.of(scratch.recording() + ".crash")));
        Outcome shown = Backstep.replay(scratch.recording(), scratch.work(), "--at-crash");
        assertEquals(1, shown.exitCode(), shown::describe);
        assertTrue(shown.errors().contains("--crash-checkpoint"), shown::describe);
        scratch.delete();
    }
}
