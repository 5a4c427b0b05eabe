package dev.backstep.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.RestartableSequence;
import dev.backstep.linux.RobustList;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file alone, with made-up processes. */
class CheckpointFileTest {
    private static final int PAGE = PageIndex.PAGE_BYTES;

    @TempDir
    private Path folder;
    private Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory = arena.allocate(16L * PAGE, PAGE);

    @BeforeEach
    void fill() {
        file = folder.resolve("set");
        for (int page = 0; page < 16; page++) {
            memory.asSlice((long) page * PAGE, PAGE).fill((byte) (page / 2 + 1));   // each content twice
        }
    }

    @AfterEach
    void free() {
        arena.close();
    }

    static ProcessState process() {
        return new ProcessState(42, "/bin/java", "/", 0, new byte[] {1, 2}, new long[ProcessState.Layout.COUNT], 5, -16,
                new long[][] {{1, 2, 3, 4}, {0, 0, 0, 0}},
                List.of(new MappingState(new MemoryMapping(0x1000, 0x9000, "rw-p", 0, 7, "/a b"), Backing.FILE,
                        new FileIdentity(8, 9))),
                List.of(new ThreadState(42, "main", new long[27], new byte[100], -1, new long[] {1, 2, 3},
                        new RobustList(4, 24), new RestartableSequence(5, 32, 6))),
                List.of(new DescriptorState(3, DescriptorState.Kind.FILE, "/x", 10, 2, 0)), List.of("pending signals"), new Death(6, 42, -6, 0));
    }

    private PageIndex putAll(CheckpointWriter writer) throws Exception {
        PageIndex.Builder builder = new PageIndex.Builder();
        for (int page = 0; page < 16; page++) {
            builder.add(0x1000L + (long) page * PAGE, writer.put(memory, (long) page * PAGE));
        }
        return builder.build();
    }

    private void writeTwo() throws Exception {
        try (CheckpointWriter writer = new CheckpointWriter(file)) {
            writer.commit(new Mark(1, 2, 3, "time", "here"), process(), putAll(writer));
            writer.commit(new Mark(1, 2, 3, "time", "here"), process(), putAll(writer));
        }
    }

    @Test
    void pagesComeBack() throws Exception {
        writeTwo();
        try (CheckpointSet set = CheckpointSet.open(file); Arena pageArena = Arena.ofConfined()) {
            set.verify();
            assertEquals(2, set.checkpoints().size());
            MemorySegment page = pageArena.allocate(PAGE, 8);
            for (Checkpoint checkpoint : set.checkpoints()) {
                for (int i = 0; i < 16; i++) {
                    set.readPage(checkpoint.pages().find(0x1000L + (long) i * PAGE), page);
                    assertEquals(i / 2 + 1, page.get(ValueLayout.JAVA_BYTE, 17));
                }
                assertEquals(-1, checkpoint.pages().find(0));
                assertEquals(-1, checkpoint.pages().find(0x11000));
            }
        }
    }

    @Test
    void processComesBack() throws Exception {
        writeTwo();
        try (CheckpointSet set = CheckpointSet.open(file)) {
            ProcessState process = set.checkpoints().getLast().process();
            assertEquals(process().mappings(), process.mappings());
            assertEquals(process().descriptors(), process.descriptors());
            assertEquals(process().threads().getFirst().restartableSequence(),
                    process.threads().getFirst().restartableSequence());
            assertEquals(process().losses(), process.losses());
            assertEquals(new Mark(1, 2, 3, "time", "here"), set.checkpoints().getLast().mark());
            assertEquals(4, process.signalActions()[0][3]);
        }
    }

    @Test
    void equalPagesAreStoredOnce() throws Exception {
        writeTwo();
        // header, pages header, 8 pages, two checkpoints of a header and a page each
        assertEquals((1 + 1 + 8 + 2 + 2) * PAGE, Files.size(file));
    }

    @Test
    void cutOffFileKeepsWhatWasComplete() throws Exception {
        writeTwo();
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(Files.size(file) - 2 * PAGE);
        }
        try (CheckpointSet set = CheckpointSet.open(file)) {
            assertEquals(1, set.checkpoints().size());
        }
    }

    @Test
    void damageIsFound() throws Exception {
        writeTwo();
        flip(3 * PAGE + 5);   // a page
        try (CheckpointSet set = CheckpointSet.open(file)) {
            assertEquals(2 * PAGE, assertThrows(CorruptCheckpointsException.class, set::verify).offset());
        }
        flip(11 * PAGE + 5);   // the first checkpoint
        assertThrows(CorruptCheckpointsException.class, () -> CheckpointSet.open(file));
        flip(0);
        assertTrue(assertThrows(CorruptCheckpointsException.class, () -> CheckpointSet.open(file)).getMessage()
                .contains("not a checkpoint file"));
    }

    private void flip(long position) throws Exception {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            int old = access.read();
            access.seek(position);
            access.write(old ^ 1);
        }
    }

    @Test
    void nobodyElseCanReadIt() throws Exception {
        writeTwo();
        assertEquals("[OWNER_READ, OWNER_WRITE]",
                Files.getPosixFilePermissions(file).stream().sorted().toList().toString());
    }
}
