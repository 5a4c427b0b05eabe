package dev.backstep.replay.travel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** How much memory the checkpoints of a session may take: a quarter of what the machine has available when it opens. */
final class MemoryLimit {
    private static final int PART = 4;
    /** Where the kernel does not say. */
    private static final long USUAL_BYTES = 1L << 30;

    private MemoryLimit() { }

    /** {@code /proc/meminfo}: proc_meminfo(5). */
    static long bytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            Optional<String> available = lines.filter(line -> line.startsWith("MemAvailable:")).findFirst();
            return available.map(line -> (Long.parseLong(line.replaceAll("\\D", "")) << 10) / PART).orElse(USUAL_BYTES);
        } catch (IOException e) {
            return USUAL_BYTES;
        }
    }
}
