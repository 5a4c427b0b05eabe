package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Asynchronous write-protection of memory by userfaultfd(2): the kernel itself lifts it at the first write to a page,
 * and {@link Pages#scan} sees that and sets it again. Closing lifts it everywhere.
 */
public final class Userfaultfd implements AutoCloseable {
    // include/uapi/linux/userfaultfd.h; UFFD_FEATURE_WP_ASYNC since Linux 6.7.
    private static final long API = 0xAA;
    private static final long IOCTL_API = 0xC018AA3FL;
    private static final long IOCTL_REGISTER = 0xC020AA00L;
    private static final long FEATURE_WP_HUGETLBFS_SHMEM = 1 << 12;
    private static final long FEATURE_WP_UNPOPULATED = 1 << 13;
    private static final long FEATURE_WP_ASYNC = 1 << 15;
    private static final long REGISTER_MODE_WP = 2;
    private static final int USER_MODE_ONLY = 1;
    /** Flags for userfaultfd(2), also when it is called inside another process. USER_MODE_ONLY needs no privilege. */
    public static final int FLAGS = Descriptor.O_CLOEXEC | USER_MODE_ONLY;

    private final Descriptor descriptor;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment argument = arena.allocate(32, 8);

    /** @param descriptor a fresh one, made by the process that is to be watched; becomes ours */
    public Userfaultfd(Descriptor descriptor) {
        this.descriptor = descriptor;
        try {
            argument.copyFrom(MemorySegment.ofArray(new long[] {
                API, FEATURE_WP_ASYNC | FEATURE_WP_UNPOPULATED | FEATURE_WP_HUGETLBFS_SHMEM, 0, 0}));
            ioctl("UFFDIO_API", IOCTL_API);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void ioctl(String name, long request) {
        Syscall.call(name, SyscallNumbers.IOCTL, descriptor.number(), request, argument.address());
    }

    /**
     * Watches a mapping from now on: all its pages count as written. Where it is watched already, nothing changes.
     *
     * @throws SyscallException if it cannot be watched
     */
    public void watch(MemoryMapping mapping) {
        argument.set(ValueLayout.JAVA_LONG, 0, mapping.start());
        argument.set(ValueLayout.JAVA_LONG, 8, mapping.lengthBytes());
        argument.set(ValueLayout.JAVA_LONG, 16, REGISTER_MODE_WP);
        argument.set(ValueLayout.JAVA_LONG, 24, 0);
        ioctl("UFFDIO_REGISTER of " + mapping, IOCTL_REGISTER);
    }

    /** Makes one for this process, with all that we need of it. @throws SyscallException if the kernel refuses */
    public static void probe() {
        int number = (int) Syscall.call("userfaultfd", SyscallNumbers.USERFAULTFD, FLAGS);
        new Userfaultfd(new Descriptor(number, "userfaultfd")).close();
    }

    @Override
    public void close() {
        descriptor.close();
        arena.close();
    }
}
