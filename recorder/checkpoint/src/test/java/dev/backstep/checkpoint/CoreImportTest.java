package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cores with their side-cars, made live again. */
class CoreImportTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void probe() {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
    }

    /** @return how far the process had counted before */
    private long makeCore(Path core, String... options) throws Exception {
        long count;
        try (Victim victim = Victim.start(folder.resolve("out"), options)) {
            victim.awaitProgress();
            count = victim.count();
            try (CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"));
                    ProcessCapture capture = new ProcessCapture(victim.pid, writer, CaptureOptions.forThisMachine())) {
                capture.capture();
            }
        }
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"))) {
            CoreExport.write(set, set.checkpoints().getFirst(), core);
        }
        Files.delete(folder.resolve("set"));
        return count;
    }

    @Test
    void debuggerAttachesToProcessMadeOfCore() throws Exception {
        Path core = folder.resolve("core");
        long count = makeCore(core, "-XX:+UseG1GC", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        CoreFile file = CoreFile.open(core);
        assertTrue(file.javaVirtualMachine().endsWith("/libjvm.so") && file.threadCount() > 10, file::command);
        assertEquals("[OWNER_READ, OWNER_WRITE]", Files.getPosixFilePermissions(CoreSideCar.of(core)).stream().sorted().toList().toString());
        CoreImport imported = CoreImport.open(core);
        Path output = folder.resolve("restored");
        try (RestoredProcess process = new Restorer(imported).restore(imported.checkpoint(), RestoreOptions.to(output))) {
            VirtualMachine machine = CaptureAndRestoreTest.attach(process.ports().values().iterator().next());
            List<String> names = machine.allThreads().stream().map(ThreadReference::name).toList();
            assertTrue(names.containsAll(List.of("main", "worker-0", "worker-1")), names::toString);
            machine.dispose();
            Victim.awaitCount(output, process.pid(), count);
            Victim.awaitCount(output, process.pid(), Victim.countOf(output) + 5_000);
        }
    }

    @Test
    void whatOthersCouldHaveWrittenIsRefused() throws Exception {
        Path core = folder.resolve("core");
        makeCore(core, "-XX:+UseSerialGC");
        Path side = CoreSideCar.of(core);
        Files.setPosixFilePermissions(side, PosixFilePermissions.fromString("rw-rw----"));
        IOException refused = assertThrows(IOException.class, () -> CoreImport.open(core));
        assertTrue(refused.getMessage().contains("0600"), refused.getMessage());
        Files.setPosixFilePermissions(side, PosixFilePermissions.fromString("rw-------"));
        byte[] bytes = Files.readAllBytes(side);
        for (int position : new int[] {0, 9, 20, 33, 40, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[position] ^= 1;
            Files.write(side, damaged);
            assertThrows(CorruptCheckpointsException.class, () -> CoreImport.open(core), () -> "byte " + position);
        }
        Files.write(side, bytes);
        byte[] start = new byte[100_000];
        try (var in = Files.newInputStream(core)) {
            assertEquals(start.length, in.readNBytes(start, 0, start.length));
        }
        Path cut = folder.resolve("cut");
        Files.write(cut, start);
        assertThrows(CorruptCheckpointsException.class, () -> CoreFile.open(cut));
        Files.delete(side);
        assertFalse(CoreImport.canOpen(core));
        assertThrows(NoSuchFileException.class, () -> CoreImport.open(core));
    }
}
