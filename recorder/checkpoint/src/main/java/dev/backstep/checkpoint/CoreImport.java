package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** A core that {@link Restorer} can make a process of: memory from the core, all else from its {@link CoreSideCar}. */
public final class CoreImport {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final Checkpoint checkpoint;

    private CoreImport(Path file, Checkpoint checkpoint) {
        this.file = file;
        this.checkpoint = checkpoint;
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
        CoreFile file = CoreFile.open(core);
        Checkpoint described = CoreSideCar.read(core);
        PageIndex.Builder index = new PageIndex.Builder();
        try (FileChannel channel = FileChannel.open(core); Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(CHUNK_BYTES, 8);
            for (CoreFile.Segment segment : file.segments().stream().sorted(Comparator.comparingLong(CoreFile.Segment::address)).toList()) {
                Backing backing = backingOf(described.process().mappings(), segment);
                if (backing == null || (segment.offset() | segment.address() | segment.lengthBytes()) % PageIndex.PAGE_BYTES != 0) {
                    throw new CorruptCheckpointsException(core, segment.offset(), "memory at "
                            + Long.toHexString(segment.address()) + " is not as the side-car says");
                }
                if (backing != Backing.KERNEL) {
                    add(channel, segment, backing, chunk, index);
                }
            }
        }
        return new CoreImport(core, new Checkpoint(0, described.mark(), described.process(), index.build()));
    }

    /** @return null if it is in no mapping, or in several */
    private static Backing backingOf(List<MappingState> mappings, CoreFile.Segment segment) {
        long end = segment.address() + segment.lengthBytes();
        return mappings.stream().filter(state -> state.mapping().start() <= segment.address() && end <= state.mapping().end())
                .map(MappingState::backing).findFirst().orElse(null);
    }

    private static void add(FileChannel channel, CoreFile.Segment segment, Backing backing, MemorySegment chunk,
            PageIndex.Builder index) throws IOException {
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
                    index.add(segment.address() + at + page, Math.toIntExact((segment.offset() + at + page) / PageIndex.PAGE_BYTES));
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
}
