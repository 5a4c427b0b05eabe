package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory that is a file. */
@Debuggee
public final class MappedFiles {
    private MappedFiles() {
    }

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of("mapped");
        byte[] bytes = new byte[10_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (System.nanoTime() >> 4);
        }
        Files.write(path, bytes);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer readOnly = channel.map(MapMode.READ_ONLY, 0, channel.size());
            long digest = 0;
            while (readOnly.hasRemaining()) {
                digest = digest * 31 + readOnly.get();
            }
            System.out.println(digest + " " + readOnly.isLoaded());
            MappedByteBuffer shared = channel.map(MapMode.READ_WRITE, 5_000, 20_000);
            shared.putLong(0, System.nanoTime());
            shared.force();
            System.out.println(shared.getLong(0) + " " + channel.size());
            MappedByteBuffer copy = channel.map(MapMode.PRIVATE, 0, 100);
            copy.put(0, (byte) 77);
            System.out.println(copy.get(0) + " " + copy.get(99));
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment segment = channel.map(MapMode.READ_ONLY, 0, 4_096, arena);
                System.out.println(segment.get(ValueLayout.JAVA_LONG_UNALIGNED, 17));
            }
        }
    }
}
