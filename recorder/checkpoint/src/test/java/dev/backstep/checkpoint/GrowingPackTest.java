package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs that grow, with made-up processes of 1000 pages, of which each checkpoint changes a hundred. */
class GrowingPackTest {
    private static final int PAGE = PageIndex.PAGE_BYTES;
    private static final int PAGES = 1000;
    private static final long ORIGIN = 0x1234_5678_9abc_def0L;

    @TempDir
    private Path folder;
    private final Random random = new Random(7);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate((long) PAGES * PAGE, PAGE);
    /** By step, what memory was. */
    private final Map<Long, byte[]> truth = new HashMap<>();
    private PageIndex parent;
    private long step;

    @AfterEach
    void free() {
        arena.close();
    }

    private void take(GrowingPack pack) throws Exception {
        PageIndex.Builder index = new PageIndex.Builder();
        for (int page = 0; page < PAGES; page++) {
            long address = 0x1000L + (long) page * PAGE;
            if (parent == null || random.nextInt(10) == 0) {
                byte[] noise = new byte[PAGE];
                random.nextBytes(noise);
                MemorySegment.copy(noise, 0, memory, ValueLayout.JAVA_BYTE, (long) page * PAGE, PAGE);
                index.add(address, pack.put(memory, (long) page * PAGE));
            } else {
                index.addFrom(parent, address, address + PAGE);
            }
        }
        truth.put(step, memory.toArray(ValueLayout.JAVA_BYTE));
        parent = pack.commit(new Mark(step, step, step, "test", ""), CheckpointFileTest.process(), index.build()).pages();
        step++;
    }

    private List<Long> check(Path file) throws Exception {
        List<Long> steps = new ArrayList<>();
        try (CheckpointPack pack = CheckpointPack.open(file)) {
            pack.verify();
            assertEquals(ORIGIN, pack.origin().orElseThrow());
            MemorySegment page = arena.allocate(PAGE, 8);
            for (Checkpoint checkpoint : pack.checkpoints()) {
                assertEquals(checkpoint.mark().step(), checkpoint.number());
                MemorySegment expected = MemorySegment.ofArray(truth.get(checkpoint.mark().step()));
                for (int i = 0; i < PAGES; i++) {
                    pack.readPage(checkpoint.pages().find(0x1000L + (long) i * PAGE), page);
                    assertEquals(-1, page.mismatch(expected.asSlice((long) i * PAGE, PAGE)));
                }
                steps.add(checkpoint.mark().step());
            }
        }
        return steps;
    }

    @Test
    void everyPrefixOfTheFileIsAPackOfTheCheckpointsThatAreWholeInIt() throws Exception {
        Path target = folder.resolve("pack");
        try (GrowingPack pack = new GrowingPack(target, ORIGIN)) {
            pack.publish();
            for (int i = 0; i < 4; i++) {
                take(pack);
                assertEquals(i + 1, check(target).size());
            }
        }
        byte[] all = Files.readAllBytes(target);
        for (int i = 0; i < 100; i++) {
            int length = 100 + random.nextInt(all.length - 100);
            Path cut = folder.resolve("cut");
            Files.write(cut, java.util.Arrays.copyOf(all, length));
            try (CheckpointPack pack = CheckpointPack.open(cut)) {
                pack.verify();
                assertFalse(pack.isFinished());
                assertTrue(pack.checkpoints().size() <= 4);
            }
        }
    }

    @Test
    void sizeStaysBoundedWhenOldOnesAreDropped() throws Exception {
        Path target = folder.resolve("pack");
        long largest = 0;
        int remade = 0;
        try (GrowingPack pack = new GrowingPack(target, ORIGIN)) {
            pack.publish();
            for (int i = 0; i < 300; i++) {
                take(pack);
                long oldest = step - 5;
                if (pack.drop(mark -> mark.step() < oldest, GrowingPack.Making.IF_WORTH_IT)) {
                    remade++;
                    assertEquals(List.of(step - 5, step - 4, step - 3, step - 2, step - 1), check(target));
                }
                largest = Math.max(largest, Files.size(target));
            }
        }
        assertTrue(remade > 1, "made again " + remade + " times");
        assertTrue(largest < 30L << 20, "largest size " + largest);
        assertTrue(check(target).size() >= 5);
    }

    @Test
    void equalPagesAreStoredOnce() throws Exception {
        Path target = folder.resolve("pack");
        try (GrowingPack pack = new GrowingPack(target, ORIGIN)) {
            take(pack);
            long before = pack.sizeBytes();
            for (int page = 0; page < PAGES; page++) {
                assertEquals(page, pack.put(memory, (long) page * PAGE));
            }
            assertEquals(before, pack.sizeBytes());
            pack.publish();
            pack.finish();
        }
        assertEquals(List.of(0L), check(target));
    }
}
