package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cores of a real JVM, read by the tools of others. */
class CoreExportTest {
    @TempDir
    private Path folder;

    @Test
    void jhsdbShowsTheJavaStacks() throws Exception {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canCapture(), () -> "this machine forbids ptrace: " + capabilities.all());
        Path core = folder.resolve("core");
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC")) {
            victim.awaitProgress();
            try (CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                    ProcessCapture capture = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                capture.capture();
            }
        }
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"))) {
            CoreExport.write(set, set.checkpoints().getFirst(), core);
        }
        Path home = Path.of(System.getProperty("java.home"));
        String stacks = run(home.resolve("bin/jhsdb").toString(), "jstack", "--exe", home.resolve("bin/java").toString(),
                "--core", core.toString());
        for (String wanted : new String[] {"\"main\"", "\"worker-0\"", "\"worker-1\"", CountingVictim.class.getName() + ".main"}) {
            assertTrue(stacks.contains(wanted), stacks);
        }
    }

    private String run(String... command) throws Exception {
        Path output = folder.resolve("tool");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "ended");
        return Files.readString(output);
    }
}
