package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** An open file descriptor of this process. Threads may share it; closing is for one of them. */
public final class Descriptor implements AutoCloseable {
    /** open(2), {@code include/uapi/asm-generic/fcntl.h}. */
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0100;
    public static final int O_TRUNC = 01000;
    public static final int O_APPEND = 02000;
    public static final int O_NONBLOCK = 04000;
    public static final int O_CLOEXEC = 02000000;

    /** {@code include/uapi/linux/falloc.h}. */
    private static final int PUNCH_HOLE_KEEP_SIZE = 0x03;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;

    private final int number;
    private final String name;
    private boolean closed;

    Descriptor(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /** Opens with O_CLOEXEC; a file that is created gets mode 0600. */
    public static Descriptor open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            int number = (int) Syscall.call("open " + path, SyscallNumbers.OPEN, arena.allocateFrom(path).address(),
                    flags | O_CLOEXEC, 0600);
            return new Descriptor(number, path);
        }
    }

    /** pipe2(2), with O_CLOEXEC. @return the end to read from, the end to write to */
    static Descriptor[] pipe() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(8, 8);
            Syscall.call("pipe2", SyscallNumbers.PIPE2, numbers.address(), O_CLOEXEC);
            return new Descriptor[] {new Descriptor(numbers.get(ValueLayout.JAVA_INT, 0), "pipe"),
                new Descriptor(numbers.get(ValueLayout.JAVA_INT, 4), "pipe")};
        }
    }

    /**
     * pidfd_open(2) and pidfd_getfd(2): a duplicate of descriptor {@code remote} of a process. Needs the right to
     * ptrace it.
     */
    public static Descriptor duplicateOf(int pid, int remote) {
        try (Descriptor process = pidfd(pid)) {
            int number = (int) Syscall.call("pidfd_getfd " + pid, SyscallNumbers.PIDFD_GETFD, process.number, remote, 0);
            return new Descriptor(number, "descriptor " + remote + " of " + pid);
        }
    }

    /** pidfd_open(2). */
    static Descriptor pidfd(int pid) {
        return new Descriptor((int) Syscall.call("pidfd_open " + pid, SyscallNumbers.PIDFD_OPEN, pid, 0), "pidfd of " + pid);
    }

    int number() {
        return number;
    }

    /** Gets a part of a file, offsets in bytes. */
    public interface Part {
        void accept(long from, long to);
    }

    /**
     * The parts of a range of the file that are not holes, ascending: lseek(2), SEEK_DATA and SEEK_HOLE. Filesystems
     * that know no holes have one part.
     */
    public void contents(long offset, long lengthBytes, Part result) {
        long end = offset + lengthBytes;
        long at = offset;
        while (at < end) {
            long data = Syscall.raw(SyscallNumbers.LSEEK, number, at, SEEK_DATA);
            if (data == -Errno.ENXIO) {
                return;   // nothing up to the end of the file
            }
            long from = Syscall.check("lseek in " + name, data);
            if (from >= end) {
                return;
            }
            at = Math.min(end, Syscall.check("lseek in " + name, Syscall.raw(SyscallNumbers.LSEEK, number, from, SEEK_HOLE)));
            result.accept(from, at);
        }
    }

    /**
     * Gives a part of the file back to the file system; zeros are read there from now on. Whole blocks only: what is left of one
     * stays. fallocate(2), FALLOC_FL_PUNCH_HOLE.
     *
     * @throws SyscallException EOPNOTSUPP if the file system cannot do that
     */
    public void punchHole(long offset, long lengthBytes) {
        Syscall.call("fallocate " + name, SyscallNumbers.FALLOCATE, number, PUNCH_HOLE_KEEP_SIZE, offset, lengthBytes);
    }

    /** pread(2). @return bytes read, or the negative errno */
    long readSome(MemorySegment target, long offset) {
        return Syscall.raw(SyscallNumbers.PREAD64, number, target.address(), target.byteSize(), offset);
    }

    /** pwrite(2). @return bytes written, or the negative errno */
    long writeSome(MemorySegment source, long offset) {
        return Syscall.raw(SyscallNumbers.PWRITE64, number, source.address(), source.byteSize(), offset);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            Syscall.call("close " + name, SyscallNumbers.CLOSE, number);
        }
    }
}
