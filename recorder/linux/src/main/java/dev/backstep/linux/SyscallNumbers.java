package dev.backstep.linux;

/** Numbers of system calls on x86-64: {@code arch/x86/entry/syscalls/syscall_64.tbl}. */
public final class SyscallNumbers {
    public static final int READ = 0;
    public static final int OPEN = 2;
    public static final int CLOSE = 3;
    public static final int LSEEK = 8;
    public static final int MMAP = 9;
    public static final int MPROTECT = 10;
    public static final int MUNMAP = 11;
    public static final int RT_SIGACTION = 13;
    public static final int IOCTL = 16;
    public static final int PREAD64 = 17;
    public static final int PWRITE64 = 18;
    public static final int MREMAP = 25;
    public static final int PAUSE = 34;
    public static final int SOCKET = 41;
    public static final int BIND = 49;
    public static final int LISTEN = 50;
    public static final int GETSOCKNAME = 51;
    public static final int SETSOCKOPT = 54;
    public static final int GETSOCKOPT = 55;
    public static final int CLONE = 56;
    public static final int WAIT4 = 61;
    public static final int EXECVE = 59;
    public static final int KILL = 62;
    public static final int FCNTL = 72;
    public static final int CHDIR = 80;
    public static final int READLINK = 89;
    public static final int GETUID = 102;
    public static final int GETGID = 104;
    public static final int GETEUID = 107;
    public static final int PTRACE = 101;
    public static final int SETPGID = 109;
    public static final int SETSID = 112;
    public static final int SIGALTSTACK = 131;
    public static final int PERSONALITY = 135;
    public static final int SETPRIORITY = 141;
    public static final int PRCTL = 157;
    public static final int MOUNT = 165;
    public static final int GETTID = 186;
    public static final int SET_TID_ADDRESS = 218;
    public static final int RESTART_SYSCALL = 219;
    public static final int EPOLL_CTL = 233;
    public static final int UNSHARE = 272;
    public static final int SET_ROBUST_LIST = 273;
    public static final int GET_ROBUST_LIST = 274;
    public static final int FALLOCATE = 285;
    public static final int EVENTFD2 = 290;
    public static final int EPOLL_CREATE1 = 291;
    public static final int DUP3 = 292;
    public static final int PIPE2 = 293;
    public static final int PERF_EVENT_OPEN = 298;
    public static final int PROCESS_VM_READV = 310;
    public static final int USERFAULTFD = 323;
    public static final int RSEQ = 334;
    public static final int PIDFD_OPEN = 434;
    public static final int CLONE3 = 435;
    public static final int CLOSE_RANGE = 436;
    public static final int PIDFD_GETFD = 438;

    private SyscallNumbers() { }
}
