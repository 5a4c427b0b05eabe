package dev.backstep.linux;

import java.util.Map;

/** Error numbers: {@code include/uapi/asm-generic/errno-base.h} and {@code errno.h}, errno(3). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int ESRCH = 3;
    public static final int EINTR = 4;
    public static final int EIO = 5;
    public static final int EAGAIN = 11;
    public static final int ENXIO = 6;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int ECHILD = 10;
    public static final int EINVAL = 22;
    public static final int ENOTTY = 25;
    public static final int ENOSPC = 28;
    public static final int ENOSYS = 38;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(EPERM, "EPERM (not permitted)"), Map.entry(ENOENT, "ENOENT (no such file)"),
            Map.entry(ESRCH, "ESRCH (no such process)"), Map.entry(EINTR, "EINTR (interrupted)"),
            Map.entry(EIO, "EIO (input/output error)"), Map.entry(ENXIO, "ENXIO (no such device or address)"),
            Map.entry(9, "EBADF (bad file descriptor)"),
            Map.entry(ECHILD, "ECHILD (no such child)"), Map.entry(EAGAIN, "EAGAIN (try again, or a limit)"),
            Map.entry(12, "ENOMEM (out of memory)"), Map.entry(EACCES, "EACCES (permission denied)"),
            Map.entry(EFAULT, "EFAULT (bad address)"), Map.entry(16, "EBUSY (busy)"), Map.entry(17, "EEXIST (exists)"),
            Map.entry(20, "ENOTDIR (not a folder)"), Map.entry(EINVAL, "EINVAL (invalid argument)"),
            Map.entry(24, "EMFILE (too many open files)"), Map.entry(ENOTTY, "ENOTTY (no such ioctl)"),
            Map.entry(ENOSPC, "ENOSPC (no space, or a limit on namespaces)"), Map.entry(29, "ESPIPE (illegal seek)"),
            Map.entry(ENOSYS, "ENOSYS (not in this kernel, or filtered)"), Map.entry(87, "EUSERS (too many users)"),
            Map.entry(98, "EADDRINUSE (address in use)"), Map.entry(99, "EADDRNOTAVAIL (no such address)"));

    private Errno() { }

    /** For messages. */
    public static String name(int errno) {
        return NAMES.getOrDefault(errno, "errno " + errno);
    }

    /** Whether a raw result of a system call is an error: {@code MAX_ERRNO} in {@code include/linux/err.h}. */
    public static boolean isError(long result) {
        return result < 0 && result >= -4095;
    }
}
