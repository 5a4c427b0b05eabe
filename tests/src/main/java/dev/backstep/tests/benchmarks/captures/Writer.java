package dev.backstep.tests.benchmarks.captures;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A program of about 165 MB to take checkpoints of. {@code Writer pages MB COUNTER} writes to the same so many MB of its memory
 * again and again; {@code Writer objects COUNTER} makes objects as fast as it can. It counts its rounds in the file COUNTER.
 */
public final class Writer {
    private static final int PAGE_BYTES = 4096;
    private static final int KEPT_BYTES = 120 << 20;
    private static final int OBJECTS_PER_ROUND = 1_000;

    private Writer() { }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] kept = new byte[KEPT_BYTES];
        for (int i = 0; i < KEPT_BYTES; i++) {
            kept[i] = (byte) (i * 31 >> 7);
        }
        MappedByteBuffer counter = counter(Path.of(arguments[arguments.length - 1]));
        boolean pages = arguments[0].equals("pages");
        int bytes = pages ? Integer.parseInt(arguments[1]) << 20 : 0;
        Object[] some = new Object[OBJECTS_PER_ROUND];
        for (long round = 1;; round++) {
            for (int i = 0; i < bytes; i += PAGE_BYTES) {
                kept[i] += (byte) round;
            }
            for (int i = 0; i < OBJECTS_PER_ROUND && !pages; i++) {
                some[i] = new long[16];
            }
            counter.putLong(0, round);
            if (pages) {
                Thread.sleep(1);
            }
        }
    }

    private static MappedByteBuffer counter(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer counter = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            counter.order(ByteOrder.nativeOrder());
            return counter;
        }
    }

    /** What it has counted so far. */
    static long count(Path counter) throws IOException {
        try (FileChannel channel = FileChannel.open(counter, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
            channel.read(bytes, 0);
            return bytes.getLong(0);
        }
    }
}
