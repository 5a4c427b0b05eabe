package dev.backstep.replay.vm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a process writes to, read piece by piece. */
final class GrowingText {
    private static final int MOST_BYTES = 1 << 20;

    private long read;

    /** What is new; of very much the end. */
    String take(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) <= read) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long length = in.length();
            long from = Math.max(read, length - MOST_BYTES);
            byte[] bytes = new byte[(int) (length - from)];
            in.seek(from);
            in.readFully(bytes);
            read = length;
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
