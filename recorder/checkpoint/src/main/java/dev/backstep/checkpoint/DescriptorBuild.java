package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Makes the descriptors of a checkpoint inside a process. What the process wrote to cannot be written to any more, so
 * that a restored process changes nothing outside: a file is open for reading (but for those in folders that the process
 * was given for its own), a socket is there but not connected.
 * Listening TCP sockets listen on fresh ports of the loopback interface.
 */
final class DescriptorBuild {
    private static final int STANDARD_ERROR = 2;
    /** fcntl(2): include/uapi/linux/fcntl.h. */
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int ACCESS_MODE = 3;
    /** Flags that are for opening only, and the access mode. */
    private static final int NOT_KEPT = ACCESS_MODE | Descriptor.O_CREAT | 0200 | Descriptor.O_TRUNC | Descriptor.O_APPEND;
    // socket(2): include/linux/socket.h, net.h
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int BACKLOG = 50;
    private static final int SOCKADDR_IN_BYTES = 16;
    private static final int SOCKADDR_IN6_BYTES = 28;
    private static final byte[] LOOPBACK_V4 = {127, 0, 0, 1};

    private final RemoteExecutor executor;
    private final RemoteMemory memory;
    private final String output;
    private final Map<Path, Path> folders;
    private final long nothing;
    /** No descriptor of the process has this number or one above. */
    private int free;

    /** @param folders the process may write into these, the keys */
    DescriptorBuild(RemoteExecutor executor, RemoteMemory memory, String output, Map<Path, Path> folders) {
        this.folders = folders;
        this.executor = executor;
        this.memory = memory;
        this.output = output;
        nothing = executor.data("/dev/null");
    }

    /** Says which numbers will be used. */
    void reserve(List<DescriptorState> all) {
        free = all.stream().mapToInt(DescriptorState::number).max().orElse(STANDARD_ERROR) + 1;
    }

    /**
     * A pipe that nothing comes from and that does not end: nobody can tell whether whoever had the other end would have
     * written or closed it.
     */
    private int silentPipe(int flags) {
        long address = executor.data(0L);
        executor.run(new CallBatch("pipe").add(SyscallNumbers.PIPE2, address, flags));
        ByteBuffer ends = ByteBuffer.wrap(memory.read(address, 2 * Integer.BYTES)).order(ByteOrder.nativeOrder());
        int written = ends.getInt(4);
        executor.run(new CallBatch("end of a pipe").add(SyscallNumbers.FCNTL, written, F_DUPFD_CLOEXEC, free)
                .add(SyscallNumbers.CLOSE, written));
        return ends.getInt(0);
    }

    /** @return the port, of a listening socket */
    OptionalInt make(DescriptorState descriptor) {
        int number = descriptor.number();
        CallBatch batch = new CallBatch("descriptor " + number + " (" + descriptor.target() + ")");
        int keptFlags = descriptor.flags() & (Descriptor.O_NONBLOCK | Descriptor.O_CLOEXEC);
        if (number == 0 && descriptor.target().startsWith("pipe:")) {
            moveTo(number, silentPipe(keptFlags), descriptor);
            return OptionalInt.empty();
        }
        if (number == 0) {
            batch.add(SyscallNumbers.OPEN, nothing, Descriptor.O_RDONLY);
        } else if (number <= STANDARD_ERROR) {
            batch.add(SyscallNumbers.OPEN, executor.data(output),
                    Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_APPEND, 0600);
        } else {
            switch (descriptor.kind()) {
                case FILE -> batch.add(SyscallNumbers.OPEN, executor.data(descriptor.target()),
                        descriptor.flags() & ~notKept(descriptor.target()));
                case LISTENER_IPV4 -> batch.add(SyscallNumbers.SOCKET, AF_INET, SOCK_STREAM | keptFlags, 0);
                case LISTENER_IPV6, SOCKET -> batch.add(SyscallNumbers.SOCKET, AF_INET6, SOCK_STREAM | keptFlags, 0);
                case EVENT_COUNTER -> batch.add(SyscallNumbers.EVENTFD2, descriptor.detail(), keptFlags);
                case POLL -> batch.add(SyscallNumbers.EPOLL_CREATE1, keptFlags & Descriptor.O_CLOEXEC);
                case OTHER -> batch.add(SyscallNumbers.OPEN, nothing, Descriptor.O_RDWR | keptFlags);
            }
        }
        moveTo(number, (int) executor.run(batch)[0], descriptor);
        return switch (descriptor.kind()) {
            case LISTENER_IPV4 -> OptionalInt.of(listen(number, loopbackV4(), SOCKADDR_IN_BYTES));
            case LISTENER_IPV6 -> OptionalInt.of(listenV6(number));
            default -> OptionalInt.empty();
        };
    }

    private int notKept(String path) {
        boolean own = RestoreOptions.replacement(folders, path) != null;
        return own ? NOT_KEPT & ~(ACCESS_MODE | Descriptor.O_APPEND) : NOT_KEPT;
    }

    private void moveTo(int number, int opened, DescriptorState descriptor) {
        CallBatch batch = new CallBatch("descriptor " + number);
        if (opened != number) {
            batch.add(SyscallNumbers.DUP3, opened, number, descriptor.flags() & Descriptor.O_CLOEXEC);
            batch.add(SyscallNumbers.CLOSE, opened);
        }
        if (descriptor.kind() == DescriptorState.Kind.FILE && number > STANDARD_ERROR && descriptor.position() > 0) {
            batch.add(SyscallNumbers.LSEEK, number, descriptor.position(), 0);
        }
        executor.run(batch);
    }

    /** {@code struct sockaddr_in}: family, port 0 (any), address. */
    private static byte[] loopbackV4() {
        return ByteBuffer.allocate(SOCKADDR_IN_BYTES).order(ByteOrder.nativeOrder()).putShort((short) AF_INET)
                .put(4, LOOPBACK_V4).array();
    }

    /** Of both families, as Java's are: bound to ::ffff:127.0.0.1. {@code struct sockaddr_in6}. */
    private int listenV6(int number) {
        byte[] address = ByteBuffer.allocate(SOCKADDR_IN6_BYTES).order(ByteOrder.nativeOrder())
                .putShort((short) AF_INET6).putShort(18, (short) -1).put(20, LOOPBACK_V4).array();
        executor.run(new CallBatch("socket option of descriptor " + number).add(SyscallNumbers.SETSOCKOPT, number,
                IPPROTO_IPV6, IPV6_V6ONLY, executor.data(new byte[4]), 4));
        return listen(number, address, SOCKADDR_IN6_BYTES);
    }

    private int listen(int number, byte[] socketAddress, int length) {
        long address = executor.data(socketAddress);
        long lengthAddress = executor.data((long) length);
        executor.run(new CallBatch("listening on descriptor " + number)
                .add(SyscallNumbers.BIND, number, address, length)
                .add(SyscallNumbers.LISTEN, number, BACKLOG)
                .add(SyscallNumbers.GETSOCKNAME, number, address, lengthAddress));
        byte[] bound = memory.read(address, 4);
        return (bound[2] & 0xff) << 8 | bound[3] & 0xff;
    }
}
