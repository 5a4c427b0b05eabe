package dev.backstep.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads files of {@code /proc}, which are made while they are read: three system calls and no objects but the result. Dozens of
 * them are read while a process stands still; each would take ten times as long through a channel.
 */
final class SmallFile {
    /** {@code PATH_MAX}, {@code include/uapi/linux/limits.h}. */
    private static final int PATH_BYTES = 4096;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final ThreadLocal<SmallFile> OF_THREAD = ThreadLocal.withInitial(SmallFile::new);

    private final MemorySegment path = Arena.ofAuto().allocate(PATH_BYTES);
    private final MemorySegment chunk = Arena.ofAuto().allocate(CHUNK_BYTES);

    private SmallFile() { }

    /** @throws UncheckedIOException if there is no such file, or it may not be read */
    static byte[] read(String name) {
        return OF_THREAD.get().readAll(name);
    }

    /** readlink(2). @throws UncheckedIOException if there is no such link, or it may not be read */
    static String link(String name) {
        SmallFile buffers = OF_THREAD.get();
        buffers.setPath(name);
        long length = check(name, Syscall.raw(SyscallNumbers.READLINK, buffers.path.address(), buffers.chunk.address(), CHUNK_BYTES));
        return new String(buffers.chunk.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    private void setPath(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length >= PATH_BYTES) {
            throw new IllegalArgumentException("a path of " + bytes.length + " bytes");
        }
        MemorySegment.copy(bytes, 0, path, ValueLayout.JAVA_BYTE, 0, bytes.length);
        path.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    }

    private byte[] readAll(String name) {
        setPath(name);
        long number = check(name, Syscall.raw(SyscallNumbers.OPEN, path.address(), Descriptor.O_RDONLY | Descriptor.O_CLOEXEC));
        try {
            byte[] result = new byte[0];
            while (true) {
                int count = (int) check(name, Syscall.raw(SyscallNumbers.READ, number, chunk.address(), CHUNK_BYTES));
                if (count == 0) {
                    return result;
                }
                int before = result.length;
                result = Arrays.copyOf(result, before + count);
                MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, 0, result, before, count);
            }
        } finally {
            Syscall.raw(SyscallNumbers.CLOSE, number);
        }
    }

    private static long check(String name, long result) {
        if (Errno.isError(result)) {
            throw new UncheckedIOException(new IOException(name + ": " + Errno.name((int) -result)));
        }
        return result;
    }
}
