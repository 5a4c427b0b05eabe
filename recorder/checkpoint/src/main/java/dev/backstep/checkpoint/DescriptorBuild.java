package dev.backstep.checkpoint;

import dev.backstep.linux.Descriptor;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the descriptors of a checkpoint inside a process. What the process wrote to cannot be written to any more, so
 * that a restored process changes nothing outside: a file is open for reading (but for those in folders that the process
 * was given for its own), a socket is there but not connected.
 * Listening TCP sockets listen on fresh ports of the loopback interface.
 */
final class DescriptorBuild {
    private static final int STANDARD_ERROR = 2;
    /** Flags of any kind of descriptor. */
    private static final int KEPT = Descriptor.O_NONBLOCK | Descriptor.O_CLOEXEC;
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

    /** @param folders the process may write into these, the keys */
    DescriptorBuild(RemoteExecutor executor, RemoteMemory memory, String output, Map<Path, Path> folders) {
        this.folders = folders;
        this.executor = executor;
        this.memory = memory;
        this.output = output;
        nothing = executor.data("/dev/null");
    }

    /** Makes all, ascending by number; the process has none but perhaps the first. @return the new port for each old one */
    Map<Integer, Integer> makeAll(List<DescriptorState> all, Input input) {
        List<DescriptorState> wanted = all;
        if (!all.isEmpty() && all.getFirst().number() == 0 && all.getFirst().isPipe()) {
            if (input == Input.NEW) {
                silentPipe(all.getFirst().flags() & KEPT, all.getLast().number() + 1);
            }
            wanted = all.subList(1, all.size());
        }
        CallBatch open = new CallBatch("opening descriptors");
        wanted.forEach(descriptor -> open(descriptor, open));
        long[] opened = executor.run(open);
        CallBatch move = new CallBatch("moving descriptors");
        // Backwards: those opened have the lowest numbers that are free, so none of them is in the way of one behind it.
        for (int i = opened.length - 1; i >= 0; i--) {
            move(wanted.get(i), (int) opened[i], move);
        }
        executor.run(move);
        return listen(wanted);
    }

    /**
     * A pipe that nothing comes from and that does not end: nobody can tell whether whoever had the other end would have
     * written or closed it. It is descriptor 0.
     *
     * @param free no descriptor has this number or one above
     */
    private void silentPipe(int flags, int free) {
        long address = executor.data(0L);
        executor.run(new CallBatch("pipe").add(SyscallNumbers.PIPE2, address, flags));
        int written = ByteBuffer.wrap(memory.read(address, 2 * Integer.BYTES)).order(ByteOrder.nativeOrder()).getInt(4);
        executor.run(new CallBatch("end of a pipe").add(SyscallNumbers.FCNTL, written, F_DUPFD_CLOEXEC, free)
                .add(SyscallNumbers.CLOSE, written));
    }

    private void open(DescriptorState descriptor, CallBatch batch) {
        int number = descriptor.number();
        int keptFlags = descriptor.flags() & KEPT;
        if (number == 0) {
            batch.add(SyscallNumbers.OPEN, nothing, Descriptor.O_RDONLY);
        } else if (number <= STANDARD_ERROR) {
            batch.add(SyscallNumbers.OPEN, executor.data(output),
                    Descriptor.O_WRONLY | Descriptor.O_CREAT | Descriptor.O_APPEND, 0600);
        } else {
            switch (descriptor.kind()) {
                case FILE -> batch.add(SyscallNumbers.OPEN, isGone(descriptor.target()) ? nothing : executor.data(descriptor.target()),
                        descriptor.flags() & ~notKept(descriptor.target()));
                case LISTENER_IPV4 -> batch.add(SyscallNumbers.SOCKET, AF_INET, SOCK_STREAM | keptFlags, 0);
                case LISTENER_IPV6, SOCKET -> batch.add(SyscallNumbers.SOCKET, AF_INET6, SOCK_STREAM | keptFlags, 0);
                case EVENT_COUNTER -> batch.add(SyscallNumbers.EVENTFD2, descriptor.detail(), keptFlags);
                case POLL -> batch.add(SyscallNumbers.EPOLL_CREATE1, keptFlags & Descriptor.O_CLOEXEC);
                case OTHER -> batch.add(SyscallNumbers.OPEN, nothing, Descriptor.O_RDWR | keptFlags);
            }
        }
    }

    /** Whether a file has been deleted since: it is empty then. */
    private boolean isGone(String path) {
        return RestoreOptions.replacement(folders, path) == null && !Files.exists(Path.of(path));
    }

    private int notKept(String path) {
        boolean own = RestoreOptions.replacement(folders, path) != null;
        return own ? NOT_KEPT & ~(ACCESS_MODE | Descriptor.O_APPEND) : NOT_KEPT;
    }

    private void move(DescriptorState descriptor, int opened, CallBatch batch) {
        int number = descriptor.number();
        if (opened > number) {
            throw new IllegalStateException("descriptor " + opened + " is open already");
        }
        if (opened != number) {
            batch.add(SyscallNumbers.DUP3, opened, number, descriptor.flags() & Descriptor.O_CLOEXEC);
            batch.add(SyscallNumbers.CLOSE, opened);
        }
        if (descriptor.kind() == DescriptorState.Kind.FILE && number > STANDARD_ERROR && descriptor.position() > 0) {
            batch.add(SyscallNumbers.LSEEK, number, descriptor.position(), 0);
        }
    }

    private Map<Integer, Integer> listen(List<DescriptorState> all) {
        Map<Integer, Integer> ports = new HashMap<>();
        for (DescriptorState descriptor : all) {
            switch (descriptor.kind()) {
                case LISTENER_IPV4 -> ports.put((int) descriptor.detail(),
                        listen(descriptor.number(), loopbackV4(), SOCKADDR_IN_BYTES));
                case LISTENER_IPV6 -> ports.put((int) descriptor.detail(), listenV6(descriptor.number()));
                default -> { }
            }
        }
        return ports;
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
