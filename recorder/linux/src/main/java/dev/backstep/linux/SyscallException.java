package dev.backstep.linux;

/** A system call failed. The message names the call, what it was about and the errno. */
public final class SyscallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final int errno;

    /** @param name the system call, and where it helps what it was for */
    public SyscallException(String name, int errno) {
        super(name + " failed: " + Errno.name(errno));
        this.name = name;
        this.errno = errno;
    }

    public String name() {
        return name;
    }

    public int errno() {
        return errno;
    }
}
