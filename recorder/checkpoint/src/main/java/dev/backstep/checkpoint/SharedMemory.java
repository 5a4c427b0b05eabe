package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.Pages;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.SyscallException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Memory that a process shares with others. It can be much larger than what is in it: files have holes. */
final class SharedMemory {
    private static final int CHUNK_BYTES = 1 << 20;

    private SharedMemory() { }

    /** What of a mapping has contents, ascending. Elsewhere there are zeros, or no memory at all. */
    static List<PageRange> contents(int pid, RemoteMemory memory, MemoryMapping mapping) {
        List<PageRange> result = new ArrayList<>();
        if (mapping.isShared() && !mapping.isDeleted()) {
            // By its own root, for it may see other files under the same names.
            try (Descriptor file = Descriptor.open("/proc/" + pid + "/root" + mapping.path(), Descriptor.O_RDONLY)) {
                file.contents(mapping.offset(), mapping.lengthBytes(), (from, to) -> result.add(new PageRange(
                        mapping.start() + (from - mapping.offset() & -PageIndex.PAGE_BYTES),
                        mapping.start() + CheckpointLayout.paddedToPage(to - mapping.offset()), true)));
                return result;
            } catch (SyscallException e) {
                result.clear();   // not to be opened (any more): all of it then
            }
        }
        long end = readableEnd(memory, mapping);
        if (end > mapping.start()) {
            result.add(new PageRange(mapping.start(), end, true));
        }
        return result;
    }

    /** A file may be shorter than its mapping. */
    private static long readableEnd(RemoteMemory memory, MemoryMapping mapping) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(CHUNK_BYTES, PageIndex.PAGE_BYTES);
            for (long at = mapping.start(); at < mapping.end(); at += CHUNK_BYTES) {
                long wanted = Math.min(CHUNK_BYTES, mapping.end() - at);
                long got = memory.readAvailable(at, chunk.asSlice(0, wanted)) & -PageIndex.PAGE_BYTES;
                if (got < wanted) {
                    return at + got;
                }
            }
            return mapping.end();
        }
    }

    /** Puts what a process has in a mapping of its own into a file, which gets its size; as many bytes of it are replaced. */
    static void store(RemoteMemory memory, Pages pages, MemoryMapping mapping, Path file) {
        createPrivately(file);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            long end = mapping.offset() + mapping.lengthBytes();
            access.setLength(Math.min(access.length(), mapping.offset()));
            access.setLength(end);
            List<PageRange> ranges = new ArrayList<>();
            pages.list(mapping, ranges::add);
            copy(memory, ranges, (address, content) -> write(access.getChannel(), mapping.offset() + address - mapping.start(),
                    content.asByteBuffer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void createPrivately(Path file) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // made by whoever shares it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel channel, long position, ByteBuffer content) {
        try {
            long at = position;
            while (content.hasRemaining()) {
                at += channel.write(content, at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gets a piece of memory and where it was. */
    interface Piece {
        void accept(long address, MemorySegment content);
    }

    /** Reads ranges of a stopped process, piece by piece. */
    static void copy(RemoteMemory memory, List<PageRange> ranges, Piece result) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(CHUNK_BYTES, PageIndex.PAGE_BYTES);
            for (PageRange range : ranges) {
                for (long at = range.start(); at < range.end(); at += CHUNK_BYTES) {
                    long wanted = Math.min(CHUNK_BYTES, range.end() - at);
                    long got = memory.readAvailable(at, chunk.asSlice(0, wanted));
                    result.accept(at, chunk.asSlice(0, got));
                    if (got < wanted) {
                        break;   // the file has become shorter
                    }
                }
            }
        }
    }

    /** What the ranges hold, kept in memory of ours. */
    static Consumer<RemoteMemory> keep(RemoteMemory memory, List<PageRange> ranges, Arena arena) {
        List<Long> addresses = new ArrayList<>();
        List<MemorySegment> contents = new ArrayList<>();
        copy(memory, ranges, (address, content) -> {
            addresses.add(address);
            contents.add(arena.allocate(Math.max(1, content.byteSize()), 8).asSlice(0, content.byteSize()).copyFrom(content));
        });
        return target -> {
            for (int i = 0; i < addresses.size(); i++) {
                target.write(addresses.get(i), contents.get(i));
            }
        };
    }
}
