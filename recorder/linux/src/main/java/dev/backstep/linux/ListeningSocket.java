package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * A TCP socket of another process that listens. Asked of the socket itself: {@code /proc/net/tcp} takes milliseconds, because the
 * kernel walks through all sockets of the machine for it.
 */
public record ListeningSocket(Family family, int port) {
    /** Of addresses. */
    public enum Family { IPV4, IPV6 }

    // include/uapi/asm-generic/socket.h, include/linux/socket.h
    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SOCK_STREAM = 1;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    /** {@code struct sockaddr_in6}, the largest that we understand. */
    private static final int ADDRESS_BYTES = 28;

    /**
     * Empty if it does not listen for TCP.
     *
     * @param number the descriptor that the process has for it
     * @throws SyscallException if it may not be asked; needs the right to ptrace the process
     */
    public static Optional<ListeningSocket> of(int pid, int number) {
        try (Descriptor socket = Descriptor.duplicateOf(pid, number); Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ADDRESS_BYTES, 8);
            MemorySegment length = arena.allocate(Integer.BYTES, 4);
            if (option(socket, SO_TYPE, value, length) != SOCK_STREAM || option(socket, SO_ACCEPTCONN, value, length) == 0) {
                return Optional.empty();
            }
            length.set(ValueLayout.JAVA_INT, 0, ADDRESS_BYTES);
            Syscall.call("getsockname of descriptor " + number, SyscallNumbers.GETSOCKNAME, socket.number(), value.address(), length.address());
            // Big-endian, as in all addresses of the network.
            int port = (value.get(ValueLayout.JAVA_BYTE, 2) & 0xff) << 8 | value.get(ValueLayout.JAVA_BYTE, 3) & 0xff;
            return switch (value.get(ValueLayout.JAVA_SHORT, 0)) {
                case AF_INET -> Optional.of(new ListeningSocket(Family.IPV4, port));
                case AF_INET6 -> Optional.of(new ListeningSocket(Family.IPV6, port));
                default -> Optional.empty();
            };
        }
    }

    private static int option(Descriptor socket, int option, MemorySegment value, MemorySegment length) {
        length.set(ValueLayout.JAVA_INT, 0, Integer.BYTES);
        Syscall.call("getsockopt", SyscallNumbers.GETSOCKOPT, socket.number(), SOL_SOCKET, option, value.address(), length.address());
        return value.get(ValueLayout.JAVA_INT, 0);
    }
}
