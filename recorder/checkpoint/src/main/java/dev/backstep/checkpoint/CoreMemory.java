package dev.backstep.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What a process had in memory: what its core has, and elsewhere what the files have that were mapped. */
final class CoreMemory implements AutoCloseable {
    private final CoreFile core;
    private final FileChannel channel;
    private final Map<String, FileChannel> files = new HashMap<>();

    CoreMemory(CoreFile core) throws IOException {
        this.core = core;
        channel = FileChannel.open(core.path(), StandardOpenOption.READ);
    }

    /** Of one mapping. @return fewer bytes where neither core nor file has them */
    byte[] read(long address, int lengthBytes) {
        for (CoreFile.Segment segment : core.segments()) {
            if (segment.address() <= address && address < segment.address() + segment.lengthBytes()) {
                int length = (int) Math.min(lengthBytes, segment.address() + segment.lengthBytes() - address);
                return read(channel, segment.offset() + address - segment.address(), length);
            }
        }
        return readFile(address, lengthBytes);
    }

    /** What of it a file has that was mapped there; nothing if it is not there any more. */
    byte[] readFile(long address, int lengthBytes) {
        for (CoreFile.FileRange range : core.files()) {
            if (range.start() <= address && address < range.end() && Files.isReadable(Path.of(range.path()))) {
                int length = (int) Math.min(lengthBytes, range.end() - address);
                return read(files.computeIfAbsent(range.path(), CoreMemory::open), range.offset() + address - range.start(), length);
            }
        }
        return new byte[0];
    }

    /** @return 0 if it is not known */
    long word(long address) {
        byte[] bytes = read(address, Long.BYTES);
        return bytes.length < Long.BYTES ? 0 : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static FileChannel open(String path) {
        try {
            return FileChannel.open(Path.of(path), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(FileChannel channel, long position, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
                // until it is full
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        for (FileChannel file : files.values()) {
            file.close();
        }
    }
}
