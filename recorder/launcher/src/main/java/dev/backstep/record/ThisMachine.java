package dev.backstep.record;

import dev.backstep.recording.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds out what a JVM would say about the machine or container that we run in, without loading the management classes for
 * it, which takes longer than all else that {@code record} does.
 */
public final class ThisMachine {
    private final Path root;

    /** @param root of the file system; another one in tests */
    ThisMachine(Path root) {
        this.root = root;
    }

    public static Machine look() {
        return new Machine(Runtime.getRuntime().availableProcessors(), new ThisMachine(Path.of("/")).memoryBytes());
    }

    /** @return what the machine has, or the lowest limit of our control groups and those around them; 0 if unknown */
    long memoryBytes() {
        long memory = machineMemoryBytes();
        // proc_pid_cgroup(5): hierarchy:controllers:path; hierarchy 0 without controllers is version 2.
        for (String line : lines("proc/self/cgroup")) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            if (fields[0].equals("0") && fields[1].isEmpty()) {
                memory = lowest(memory, "sys/fs/cgroup", fields[2], "memory.max");
            } else if (List.of(fields[1].split(",")).contains("memory")) {
                memory = lowest(memory, "sys/fs/cgroup/memory", fields[2], "memory.limit_in_bytes");
            }
        }
        return memory;
    }

    /** proc_meminfo(5): {@code MemTotal: 24683164 kB}. */
    private long machineMemoryBytes() {
        for (String line : lines("proc/meminfo")) {
            if (line.startsWith("MemTotal:")) {
                return number(line.substring("MemTotal:".length(), line.length() - " kB".length()).strip()) << 10;
            }
        }
        return 0;
    }

    /** In a container the path is often that of the host, and what we see is mounted at the top; so that is looked at, too. */
    private long lowest(long memory, String mount, String path, String file) {
        long result = memory;
        Path group = Path.of("/").relativize(Path.of("/" + path).normalize());
        for (Path at = group; at != null; at = at.getParent()) {
            result = lower(result, mount + "/" + at + "/" + file);
        }
        return lower(result, mount + "/" + file);
    }

    /** No limit is "max" or more than the machine has. */
    private long lower(long memory, String file) {
        List<String> lines = lines(file);
        long limit = lines.isEmpty() ? 0 : number(lines.getFirst().strip());
        return limit > 0 && (memory == 0 || limit < memory) ? limit : memory;
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file));
        } catch (IOException e) {
            return List.of();   // another kernel, or hidden from us: no limit
        }
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
