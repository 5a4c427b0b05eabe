package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Writes a checkpoint as an ELF core file, for gdb, {@code jhsdb jstack} and the like: elf(5), core(5). What files have that the
 * process had mapped and not written is not in there; debuggers look into the files, as with cores of the kernel. The core has
 * holes where the process had zeros.
 */
public final class CoreExport {
    private static final int ELF_HEADER_BYTES = 64;
    private static final int PROGRAM_HEADER_BYTES = 56;
    private static final byte[] IDENTIFICATION = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};   // 64 bit, little-endian, version, System V
    private static final int IDENTIFICATION_BYTES = 16;
    private static final short ET_CORE = 4;
    private static final short EM_X86_64 = 62;
    private static final int PT_LOAD = 1;
    private static final int PT_NOTE = 4;
    private static final int MOST_PROGRAM_HEADERS = 0xfffe;

    private final PageSource source;
    private final Checkpoint checkpoint;
    private final List<MemoryMapping> mappings;

    private CoreExport(PageSource source, Checkpoint checkpoint) {
        this.source = source;
        this.checkpoint = checkpoint;
        mappings = checkpoint.process().mappings().stream().map(MappingState::mapping)
                .filter(mapping -> !mapping.isKernels()).toList();
    }

    /** @param target must not exist; gets mode 0600, and so does its {@linkplain CoreSideCar side-car} */
    public static void write(CheckpointSet set, Checkpoint checkpoint, Path target) throws IOException {
        new CoreExport(set, checkpoint).write(target);
        CoreSideCar.write(target, checkpoint);
    }

    /** @param target must not exist; gets mode 0600, and so does its {@linkplain CoreSideCar side-car} */
    public static void write(CheckpointPack pack, Checkpoint checkpoint, Path target) throws IOException {
        new CoreExport(pack, checkpoint).write(target);
        CoreSideCar.write(target, checkpoint);
    }

    private void write(Path target) throws IOException {
        if (mappings.size() > MOST_PROGRAM_HEADERS) {
            throw new IOException("the process had " + mappings.size() + " mappings, more than a core file can have");
        }
        byte[] notes = CoreNotes.of(checkpoint.process());
        try (FileChannel channel = FileChannel.open(target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            long headers = ELF_HEADER_BYTES + (long) PROGRAM_HEADER_BYTES * (mappings.size() + 1);
            long position = CheckpointLayout.paddedToPage(headers + notes.length);
            ByteBuffer buffer = ByteBuffer.allocate((int) headers).order(ByteOrder.LITTLE_ENDIAN);
            putHeader(buffer);
            putProgramHeader(buffer, PT_NOTE, 0, headers, 0, notes.length, notes.length, 4);
            for (MemoryMapping mapping : mappings) {
                boolean written = hasPages(mapping);
                long inFile = written ? mapping.lengthBytes() : 0;
                putProgramHeader(buffer, PT_LOAD, flags(mapping), position, mapping.start(), inFile, mapping.lengthBytes(),
                        PageIndex.PAGE_BYTES);
                if (written) {
                    writeMapping(channel, mapping, position);
                }
                position += inFile;
            }
            write(channel, buffer.flip(), 0);
            write(channel, ByteBuffer.wrap(notes), headers);
            if (channel.size() < position) {
                write(channel, ByteBuffer.allocate(1), position - 1);
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private void putHeader(ByteBuffer buffer) {
        buffer.put(IDENTIFICATION).position(IDENTIFICATION_BYTES);
        buffer.putShort(ET_CORE).putShort(EM_X86_64).putInt(1).putLong(0).putLong(ELF_HEADER_BYTES).putLong(0).putInt(0)
                .putShort((short) ELF_HEADER_BYTES).putShort((short) PROGRAM_HEADER_BYTES).putShort((short) (mappings.size() + 1))
                .putShort((short) 0).putShort((short) 0).putShort((short) 0);
    }

    private static void putProgramHeader(ByteBuffer buffer, int type, int flags, long offset, long address, long inFile,
            long inMemory, long alignment) {
        buffer.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(0).putLong(inFile).putLong(inMemory)
                .putLong(alignment);
    }

    /** PF_R 4, PF_W 2, PF_X 1: the other way round than mmap(2) has them. */
    private static int flags(MemoryMapping mapping) {
        int protection = mapping.protection();
        return (protection & 1) << 2 | protection & 2 | (protection & 4) >> 2;
    }

    private boolean hasPages(MemoryMapping mapping) {
        PageIndex pages = checkpoint.pages();
        int run = pages.firstRunBehind(mapping.start());
        return run < pages.runCount() && pages.address(run) < mapping.end();
    }

    /** What the file has, and over it the pages of the checkpoint. */
    private void writeMapping(FileChannel channel, MemoryMapping mapping, long position) throws IOException {
        if (MappingState.backingOf(mapping) == Backing.FILE) {
            try (FileChannel file = FileChannel.open(Path.of(mapping.path()), StandardOpenOption.READ)) {
                long length = Math.min(mapping.lengthBytes(), Math.max(0, file.size() - mapping.offset()));
                channel.position(position);
                for (long done = 0; done < length; ) {
                    done += file.transferTo(mapping.offset() + done, length - done, channel);
                }
            }
        }
        PageIndex pages = checkpoint.pages();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment page = arena.allocate(PageIndex.PAGE_BYTES, 8);
            for (int run = pages.firstRunBehind(mapping.start());
                    run < pages.runCount() && pages.address(run) < mapping.end(); run++) {
                long start = Math.max(mapping.start(), pages.address(run));
                long end = Math.min(mapping.end(), pages.end(run));
                for (long at = start; at < end; at += PageIndex.PAGE_BYTES) {
                    source.readPage(pages.filePage(run) + (int) ((at - pages.address(run)) / PageIndex.PAGE_BYTES), page);
                    write(channel, page.asByteBuffer(), position + at - mapping.start());
                }
            }
        }
    }

    private static void write(FileChannel channel, ByteBuffer source, long position) throws IOException {
        for (long at = position; source.hasRemaining(); ) {
            at += channel.write(source, at);
        }
    }
}
