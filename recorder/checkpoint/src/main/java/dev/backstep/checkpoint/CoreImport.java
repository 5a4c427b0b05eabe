package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/**
 * A core that {@link Restorer} can make a process of: memory from the core, all else from its {@link CoreSideCar}, or as far as it
 * goes from the core.
 */
public final class CoreImport implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    /** Has the pages: the core, or a copy of them. */
    private final Path file;
    private final Copy copy;
    private final Checkpoint checkpoint;

    /** Pages of a core that does not have them at multiples of their size, as gdb's: they cannot be read from there page by page. */
    private static final class Copy implements AutoCloseable {
        private final Path file = Files.createTempFile("backstep-core-", ".pages");     // 0600
        private final FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        private int pageCount;

        Copy() throws IOException { }

        /** @return its number */
        int add(MemorySegment page) throws IOException {
            ByteBuffer source = page.asByteBuffer();
            long start = (long) pageCount * PageIndex.PAGE_BYTES;
            while (source.hasRemaining()) {
                channel.write(source, start + source.position());
            }
            return pageCount++;
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(file);
        }
    }

    private CoreImport(Path core, Copy copy, ProcessState process, Mark mark) throws IOException {
        this.copy = copy;
        file = copy == null ? core : copy.file;
        checkpoint = new Checkpoint(0, mark, process, pages(CoreFile.open(core), process));
    }

    /** Whether there is a side-car. */
    public static boolean canOpen(Path core) {
        return Files.exists(CoreSideCar.of(core));
    }

    /**
     * Reads what the core has in memory, all of it once: pages of zeros need not be read again.
     *
     * @throws java.nio.file.NoSuchFileException if there is no side-car
     * @throws CorruptCheckpointsException if core and side-car do not go together, or are damaged
     */
    public static CoreImport open(Path core) throws IOException {
        Checkpoint described = CoreSideCar.read(core);
        return new CoreImport(core, null, described.process(), described.mark());
    }

    /**
     * The same of any JVM's core, of the kernel or of gdb, without a side-car: what it cannot say is among the losses.
     *
     * @throws RestoreException if something is missing without which the process cannot live
     * @throws CorruptCheckpointsException if the core is damaged
     * @throws IOException if somebody else can write to it
     */
    public static CoreImport openBare(Path core) throws IOException {
        CoreSideCar.checkIsOurs(core, "what is in it is executed");
        CoreFile file = CoreFile.open(core);
        ProcessState process = BareCore.read(file).withFiles(mapping -> FileIdentity.of(mapping.path()));
        if (file.segments().stream().allMatch(segment -> segment.offset() % PageIndex.PAGE_BYTES == 0)) {
            return new CoreImport(core, null, process, Mark.NONE);
        }
        Copy copy = new Copy();
        try {
            return new CoreImport(core, copy, process, Mark.NONE);
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private PageIndex pages(CoreFile core, ProcessState process) throws IOException {
        PageIndex.Builder index = new PageIndex.Builder();
        try (FileChannel channel = FileChannel.open(core.path()); Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(CHUNK_BYTES, 8);
            for (CoreFile.Segment segment : core.segments().stream().sorted(Comparator.comparingLong(CoreFile.Segment::address)).toList()) {
                if (segment.address() < 0) {
                    continue;   // vsyscall, the same for all processes
                }
                Backing backing = backingOf(process.mappings(), segment);
                long placed = segment.address() | segment.lengthBytes() | (copy == null ? segment.offset() : 0);
                if (backing == null || placed % PageIndex.PAGE_BYTES != 0) {
                    throw new CorruptCheckpointsException(core.path(), segment.offset(), "memory at "
                            + Long.toHexString(segment.address()) + " is not as its mappings are");
                }
                if (backing != Backing.KERNEL) {
                    add(channel, segment, backing, chunk, index);
                }
            }
        }
        return index.build();
    }

    /** @return null if it is in no mapping, or in several */
    private static Backing backingOf(List<MappingState> mappings, CoreFile.Segment segment) {
        long end = segment.address() + segment.lengthBytes();
        return mappings.stream().filter(state -> state.mapping().start() <= segment.address() && end <= state.mapping().end())
                .map(MappingState::backing).findFirst().orElse(null);
    }

    private void add(FileChannel channel, CoreFile.Segment segment, Backing backing, MemorySegment chunk, PageIndex.Builder index)
            throws IOException {
        for (long at = 0; at < segment.lengthBytes(); at += chunk.byteSize()) {
            int length = (int) Math.min(chunk.byteSize(), segment.lengthBytes() - at);
            ByteBuffer buffer = chunk.asSlice(0, length).asByteBuffer();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, segment.offset() + at + buffer.position()) < 0) {
                    throw new IOException("the core became shorter while it was read");
                }
            }
            for (long page = 0; page < length; page += PageIndex.PAGE_BYTES) {
                if (backing == Backing.FILE || !PageContent.isZero(chunk, page)) {
                    index.add(segment.address() + at + page, copy != null
                            ? copy.add(chunk.asSlice(page, PageIndex.PAGE_BYTES))
                            : Math.toIntExact((segment.offset() + at + page) / PageIndex.PAGE_BYTES));
                }
            }
        }
    }

    Path file() {
        return file;
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Processes that were made of it live on. */
    @Override
    public void close() throws IOException {
        if (copy != null) {
            copy.close();
        }
    }
}
