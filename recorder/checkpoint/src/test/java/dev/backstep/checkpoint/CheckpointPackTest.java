package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs, with made-up processes of 1000 pages, of which each checkpoint changes some. */
class CheckpointPackTest {
    private static final int PAGE = PageIndex.PAGE_BYTES;
    private static final int PAGES = 1000;

    @TempDir
    private Path folder;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate((long) PAGES * PAGE, PAGE);

    @BeforeEach
    void write() throws Exception {
        Random random = new Random(1);
        try (CheckpointWriter writer = new CheckpointWriter(folder.resolve("set"))) {
            for (int i = 0; i < 4; i++) {
                PageIndex.Builder index = new PageIndex.Builder();
                for (int page = 0; page < PAGES; page++) {
                    if (i == 0 || page % 10 == i) {
                        memory.asSlice((long) page * PAGE, PAGE / 4).asByteBuffer().putInt(random.nextInt()).putInt(i);
                    }
                    index.add(0x1000L + (long) page * PAGE, writer.put(memory, (long) page * PAGE));
                }
                writer.commit(new Mark(i, i, i, "test", ""), CheckpointFileTest.process(), index.build());
            }
        }
    }

    @AfterEach
    void free() {
        arena.close();
    }

    private Path pack(int... numbers) throws Exception {
        Path target = folder.resolve("pack");
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set"));
                CheckpointPacker packer = new CheckpointPacker(target)) {
            for (int number : numbers) {
                packer.add(set, set.checkpoints().get(number));
            }
            packer.finish();
        }
        return target;
    }

    @Test
    void unpackedCheckpointHasTheSamePages() throws Exception {
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set")); CheckpointPack pack = CheckpointPack.open(pack(0, 2, 3))) {
            pack.verify();
            assertEquals(List.of(0L, 2L, 3L), pack.checkpoints().stream().map(c -> c.mark().step()).toList());
            int number = 0;
            for (Checkpoint checkpoint : pack.checkpoints()) {
                Path target = folder.resolve("unpacked-" + number++);
                pack.unpack(checkpoint, target);
                Checkpoint original = set.checkpoints().get((int) checkpoint.mark().step());
                try (CheckpointSet unpacked = CheckpointSet.open(target)) {
                    unpacked.verify();
                    assertEquals(0, differences(set, original, unpacked, unpacked.checkpoints().getFirst()));
                }
            }
        }
    }

    private long differences(CheckpointSet a, Checkpoint first, CheckpointSet b, Checkpoint second) throws Exception {
        MemorySegment left = arena.allocate(PAGE, 8);
        MemorySegment right = arena.allocate(PAGE, 8);
        long result = first.pageCount() - second.pageCount();
        for (int page = 0; page < PAGES; page++) {
            long address = 0x1000L + (long) page * PAGE;
            a.readPage(first.pages().find(address), left);
            b.readPage(second.pages().find(address), right);
            result += left.mismatch(right) < 0 ? 0 : 1;
        }
        return result;
    }

    @Test
    void packIsSmallerAndDroppedCheckpointsGiveTheirRoomBack() throws Exception {
        long all = Files.size(pack(0, 1, 2, 3));
        long one = Files.size(pack(3));
        assertTrue(all < Files.size(folder.resolve("set")) / 10, "compressed: " + all);
        assertTrue(one < all, one + " of " + all);
    }

    @Test
    void packOfPackIsTheSame() throws Exception {
        byte[] first = Files.readAllBytes(pack(1, 3));
        Path again = folder.resolve("again");
        try (CheckpointPack pack = CheckpointPack.open(folder.resolve("pack")); CheckpointPacker packer = new CheckpointPacker(again)) {
            for (Checkpoint checkpoint : pack.checkpoints()) {
                packer.add(pack, checkpoint);
            }
            packer.finish();
        }
        assertEquals(-1, java.util.Arrays.mismatch(first, Files.readAllBytes(again)));
    }

    @Test
    void unfinishedPackLeavesTheOldOne() throws Exception {
        Path target = pack(0);
        byte[] before = Files.readAllBytes(target);
        try (CheckpointSet set = CheckpointSet.open(folder.resolve("set")); CheckpointPacker packer = new CheckpointPacker(target)) {
            packer.add(set, set.checkpoints().get(1));
        }
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(target)));
        assertFalse(Files.exists(folder.resolve("pack.new")));
    }

    @Test
    void damageIsFound() throws Exception {
        Path target = pack(0, 1);
        long size = Files.size(target);
        for (long position : new long[] {3, 60, size / 2, size - 3}) {
            pack(0, 1);
            try (RandomAccessFile access = new RandomAccessFile(target.toFile(), "rw")) {
                access.seek(position);
                int old = access.read();
                access.seek(position);
                access.write(old ^ 1);
            }
            assertThrows(CorruptCheckpointsException.class, () -> {
                try (CheckpointPack pack = CheckpointPack.open(target)) {
                    pack.verify();
                }
            }, "byte " + position);
        }
        try (RandomAccessFile access = new RandomAccessFile(target.toFile(), "rw")) {
            access.setLength(size / 3);
        }
        assertThrows(CorruptCheckpointsException.class, () -> CheckpointPack.open(target));
    }
}
