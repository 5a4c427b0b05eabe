package dev.backstep.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * A mapping of a process, one line of {@code /proc/PID/maps}, proc_pid_maps(5).
 *
 * @param permissions like {@code rw-p}
 * @param inode       0 if there is no file
 * @param path        of the file, or a name in brackets, or empty
 */
public record MemoryMapping(long start, long end, String permissions, long offset, long inode, String path) {
    /** All lines. By hand, because a process stands still meanwhile. */
    static List<MemoryMapping> parseAll(String text) {
        List<MemoryMapping> result = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int stop = end < 0 ? text.length() : end;
            result.add(parse(text, at, stop));
            at = stop + 1;
        }
        return List.copyOf(result);
    }

    static MemoryMapping parse(String line) {
        return parse(line, 0, line.length());
    }

    /** {@code START-END PERMISSIONS OFFSET DEVICE INODE PATH}, with as many spaces between as it takes. */
    private static MemoryMapping parse(String text, int at, int stop) {
        int dash = text.indexOf('-', at);
        int permissions = text.indexOf(' ', dash) + 1;
        int offset = text.indexOf(' ', permissions) + 1;
        int device = text.indexOf(' ', offset) + 1;
        int inode = text.indexOf(' ', device) + 1;
        int behind = inode;
        while (behind < stop && text.charAt(behind) != ' ') {
            behind++;
        }
        int path = behind;
        while (path < stop && text.charAt(path) == ' ') {
            path++;
        }
        return new MemoryMapping(Long.parseUnsignedLong(text, at, dash, 16), Long.parseUnsignedLong(text, dash + 1, permissions - 1, 16),
                text.substring(permissions, offset - 1), Long.parseUnsignedLong(text, offset, device - 1, 16),
                Long.parseLong(text, inode, behind, 10), text.substring(path, stop));
    }

    public long lengthBytes() {
        return end - start;
    }

    /** Made by the kernel: vdso, vvar, vvar_vclock, vsyscall. */
    public boolean isKernels() {
        return path.startsWith("[v");
    }

    public boolean isShared() {
        return permissions.charAt(3) == 's';
    }

    public boolean isWritable() {
        return permissions.charAt(1) == 'w';
    }

    public boolean hasFile() {
        return inode != 0;
    }

    /** Whether the file has lost its name, so that nobody can open it again. */
    public boolean isDeleted() {
        return path.endsWith(" (deleted)");
    }

    /** PROT_READ 1, PROT_WRITE 2, PROT_EXEC 4: mmap(2). */
    public int protection() {
        return (permissions.charAt(0) == 'r' ? 1 : 0) | (isWritable() ? 2 : 0) | (permissions.charAt(2) == 'x' ? 4 : 0);
    }

    @Override
    public String toString() {
        return "%x-%x %s %s".formatted(start, end, permissions, path);
    }
}
