package dev.backstep.linux;

/**
 * A mapping of a process, one line of {@code /proc/PID/maps}, proc_pid_maps(5).
 *
 * @param permissions like {@code rw-p}
 * @param inode       0 if there is no file
 * @param path        of the file, or a name in brackets, or empty
 */
public record MemoryMapping(long start, long end, String permissions, long offset, long inode, String path) {
    static MemoryMapping parse(String line) {
        String[] fields = line.split(" +", 6);
        int dash = fields[0].indexOf('-');
        return new MemoryMapping(Long.parseUnsignedLong(fields[0].substring(0, dash), 16),
                Long.parseUnsignedLong(fields[0].substring(dash + 1), 16), fields[1], Long.parseUnsignedLong(fields[2], 16),
                Long.parseLong(fields[4]), fields.length > 5 ? fields[5] : "");
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
