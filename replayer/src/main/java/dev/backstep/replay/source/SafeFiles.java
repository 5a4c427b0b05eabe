package dev.backstep.replay.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that a recording has named, if they are what they must be. */
final class SafeFiles {
    static final int LARGEST_BYTES = 16 << 20;

    private SafeFiles() { }

    /** @throws IOException if it is not a regular file with that ending, or larger than any source or class */
    static byte[] bytes(Path file, String ending) throws IOException {
        if (!file.toString().endsWith(ending) || !Files.isRegularFile(file)) {
            throw new IOException(file + " is no " + ending + " file");
        }
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IOException(file + " is too large");
        }
        return Files.readAllBytes(file);
    }

    /** Bytes that are not UTF-8 become replacement characters. */
    static String text(Path file) throws IOException {
        return new String(bytes(file, ".java"), StandardCharsets.UTF_8);
    }
}
