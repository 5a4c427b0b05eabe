package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backstep.linux.Registers;
import dev.backstep.linux.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real JVMs, watched until a signal ends them. */
class CrashWatchTest {
    private static final int SIGABRT = 6;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;
    private static Capabilities capabilities;

    @TempDir
    private Path folder;

    @BeforeEach
    void probe() {
        capabilities = Capabilities.probe();
        assumeTrue(capabilities.canCapture(), () -> "this machine forbids ptrace: " + capabilities.all());
    }

    private CrashWatch watch(List<String> command) throws IOException {
        return CrashWatch.start(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output().toFile()),
                folder.resolve("crash"), () -> new Mark(-1, 7, 8, "crash", ""));
    }

    private Path output() {
        return folder.resolve("out");
    }

    private CrashWatch victim(String... options) throws Exception {
        CrashWatch watch = watch(Victim.command(List.of(), options));
        Victim.awaitCount(output(), (int) watch.pid(), 0);
        return watch;
    }

    /** Nothing of it was wrong, so it can go on where it was killed. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void killedProcessGoesOnFromItsLastMoment(String collector) throws Exception {
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids namespaces: " + capabilities.all());
        CrashWatch watch = victim(collector);
        Spawner.kill((int) watch.pid(), Spawner.SIGKILL);
        assertEquals(128 + Spawner.SIGKILL, watch.waitFor(), () -> watch.problem().toString());
        long count = Victim.countOf(output());
        Checkpoint last = watch.checkpoint().orElseThrow(() -> new AssertionError(watch.problem()));
        assertEquals(new Death(Spawner.SIGKILL, 0, 0, 0), last.death().orElseThrow());
        Path unpacked = folder.resolve("set");
        try (CheckpointPack pack = CheckpointPack.open(folder.resolve("crash"))) {
            pack.verify();
            assertEquals(7, pack.checkpoints().getFirst().mark().event());
            pack.unpack(pack.checkpoints().getFirst(), unpacked);
        }
        Path restored = folder.resolve("restored");
        try (CheckpointSet set = CheckpointSet.open(unpacked);
                RestoredProcess process = new Restorer(set).restore(set.checkpoints().getFirst(), RestoreOptions.to(restored))) {
            Victim.awaitCount(restored, process.pid(), count);
            Victim.awaitCount(restored, process.pid(), Victim.countOf(restored) + 5_000);
        }
    }

    @Test
    void abortIsCapturedInTheThreadThatItWasFor() throws Exception {
        CrashWatch watch = victim("-XX:+UseSerialGC");
        Spawner.kill((int) watch.pid(), SIGABRT);
        assertEquals(128 + SIGABRT, watch.waitFor());
        Checkpoint last = watch.checkpoint().orElseThrow(() -> new AssertionError(watch.problem()));
        Death death = last.death().orElseThrow();
        assertEquals("SIGABRT", death.signalName());
        assertFalse(last.threadName(death.thread()).isEmpty(), death::toString);
        long instruction = last.registers(death.thread()).orElseThrow().get(Registers.RIP);
        assertFalse(last.locate(instruction).equals("not mapped"), () -> Long.toHexString(instruction));
    }

    @Test
    void processThatEndsByItselfLeavesNothing() throws Exception {
        CrashWatch watch = watch(List.of("/bin/sh", "-c", "kill -USR1 $$ & trap 'exit 3' USR1; while :; do sleep 0.01; done"));
        assertTrue(watch.waitFor(30, TimeUnit.SECONDS));
        assertTrue(watch.exitValue() == 3 || watch.exitValue() == 128 + 10, () -> "exit value " + watch.exitValue());
        CrashWatch good = watch(List.of("/bin/sh", "-c", "exit 5"));
        assertEquals(5, good.waitFor());
        assertTrue(good.checkpoint().isEmpty() && good.problem().isEmpty());
    }

    @Test
    void jobControlStopsItAsEver() throws Exception {
        CrashWatch watch = victim("-XX:+UseSerialGC");
        Spawner.kill((int) watch.pid(), SIGSTOP);
        Thread.sleep(300);
        long count = Victim.countOf(output());
        Thread.sleep(400);
        assertEquals(count, Victim.countOf(output()));
        Spawner.kill((int) watch.pid(), SIGCONT);
        Victim.awaitCount(output(), (int) watch.pid(), count);
        watch.destroyForcibly();
        assertEquals(128 + Spawner.SIGKILL, watch.waitFor());
        assertTrue(Files.size(folder.resolve("crash")) > 0);
    }

    @Test
    void programThatIsNotThereIsAnError() {
        assertThrows(IOException.class, () -> watch(List.of(folder.resolve("none").toString())));
    }
}
