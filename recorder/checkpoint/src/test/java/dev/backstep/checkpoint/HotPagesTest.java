package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that map the pages of their checkpoint. */
class HotPagesTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void machineAllowsRestoring() {
        Capabilities capabilities = Capabilities.probe();
        assumeTrue(capabilities.canRestore(), () -> "this machine forbids restoring: " + capabilities.all());
    }

    private Path pack(List<Long> counts) throws Exception {
        Path file = folder.resolve("pack");
        try (Victim victim = Victim.start(folder.resolve("out"), "-XX:+UseSerialGC");
                GrowingPack pack = new GrowingPack(file, 1);
                ProcessCapture capture = new ProcessCapture(victim.pid, pack, CaptureOptions.forThisMachine())) {
            pack.publish();
            for (int i = 0; i < 2; i++) {
                victim.awaitProgress();
                counts.add(victim.count());
                capture.capture();
            }
            pack.finish();
        }
        return file;
    }

    private static boolean mapsPages(RestoredProcess process) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/maps")).lines()
                .anyMatch(line -> line.contains("backstep-checkpoints-") && line.contains(" rw-p "));
    }

    @Test
    void processesLiveOnWhenTheirPagesAreNotHotAnyMore() throws Exception {
        List<Long> counts = new ArrayList<>();
        List<RestoredProcess> restored = new ArrayList<>();
        try (CheckpointPack pack = CheckpointPack.open(pack(counts))) {
            // No room for two: the second checkpoint takes the place of the first.
            try (HotPages pages = new HotPages(pack, 1)) {
                for (int i = 0; i < 2; i++) {
                    RestoreOptions options = RestoreOptions.to(folder.resolve("restored-" + i)).with(RestoreOptions.Loading.MAP);
                    restored.add(pages.restore(pack.checkpoints().get(i), options));
                    assertTrue(mapsPages(restored.get(i)));
                }
            }
            for (int i = 0; i < 2; i++) {
                Victim.awaitCount(folder.resolve("restored-" + i), restored.get(i).pid(), counts.get(i) + 5_000);
            }
            try (ForkCapture forks = ForkCapture.of(restored.getFirst()); Template template = forks.fork();
                    RestoredProcess copy = template.start(RestoreOptions.to(folder.resolve("copy")))) {
                Victim.awaitCount(folder.resolve("copy"), copy.pid(), counts.getFirst());
            }
        } finally {
            restored.forEach(RestoredProcess::close);
        }
    }

    @Test
    void pagesAreUnpackedOnce() throws Exception {
        try (CheckpointPack pack = CheckpointPack.open(pack(new ArrayList<>())); HotPages pages = new HotPages(pack)) {
            RestoreOptions options = RestoreOptions.to(folder.resolve("restored"));
            pages.restore(pack.checkpoints().getFirst(), options).close();
            long once = pages.sizeBytes();
            pages.restore(pack.checkpoints().getFirst(), options).close();
            assertEquals(once, pages.sizeBytes());
            pages.restore(pack.checkpoints().getLast(), options).close();
            long both = pages.sizeBytes();
            try (HotPages others = new HotPages(pack)) {
                others.restore(pack.checkpoints().getLast(), options).close();
                long alone = others.sizeBytes();
                assertTrue(both < once + alone, () -> both + " of " + once + " and " + alone);
            }
        }
    }
}
