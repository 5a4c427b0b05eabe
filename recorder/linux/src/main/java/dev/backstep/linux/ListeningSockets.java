package dev.backstep.linux;

import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Sockets of another process that listen for TCP: proc_pid_fd(5), proc_pid_net(5). */
public final class ListeningSockets {
    /** State TCP_LISTEN: {@code include/net/tcp_states.h}. */
    private static final String LISTENING = "0A";
    private static final String SOCKET = "socket:[";

    private final int pid;
    private final ProcFiles proc;
    /** Ports by inode; read when there is a socket that may not be asked itself. */
    private Map<Long, Integer> tableV4;
    private Map<Long, Integer> tableV6;

    public ListeningSockets(int pid) {
        this.pid = pid;
        proc = new ProcFiles(pid);
    }

    /** Whether a descriptor with this target is a socket. */
    public static boolean isSocket(String target) {
        return target.startsWith(SOCKET);
    }

    /**
     * Empty if it does not listen.
     *
     * @param number a descriptor of the process
     * @param target what its link in {@code fd} says, a socket
     */
    public Optional<ListeningSocket> of(int number, String target) {
        try {
            return ListeningSocket.of(pid, number);
        } catch (SyscallException e) {
            return inTables(target);    // filters of system calls know pidfd_getfd(2) less often than files
        }
    }

    /** The first one that listens for IPv4. */
    public Optional<ListeningSocket> first() {
        for (int number : proc.descriptors()) {
            Optional<ListeningSocket> found = ofOpen(number);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<ListeningSocket> ofOpen(int number) {
        String target;
        try {
            target = proc.link("fd/" + number);
        } catch (UncheckedIOException e) {
            return Optional.empty();    // closed since the folder was listed
        }
        return isSocket(target) ? of(number, target).filter(socket -> socket.family() == ListeningSocket.Family.IPV4) : Optional.empty();
    }

    private Optional<ListeningSocket> inTables(String target) {
        if (tableV4 == null) {
            tableV4 = table("net/tcp");
            tableV6 = table("net/tcp6");
        }
        long inode = Long.parseLong(target.substring(SOCKET.length(), target.length() - 1));
        Optional<ListeningSocket> v4 = Optional.ofNullable(tableV4.get(inode))
                .map(port -> new ListeningSocket(ListeningSocket.Family.IPV4, port));
        return v4.or(() -> Optional.ofNullable(tableV6.get(inode)).map(port -> new ListeningSocket(ListeningSocket.Family.IPV6, port)));
    }

    private Map<Long, Integer> table(String name) {
        Map<Long, Integer> ports = new HashMap<>();
        String text;
        try {
            text = proc.text(name);
        } catch (UncheckedIOException e) {
            return ports;   // a machine without IPv6 has no such table
        }
        text.lines().skip(1).map(line -> line.trim().split("\\s+")).filter(fields -> fields[3].equals(LISTENING))
                .forEach(fields -> ports.put(Long.parseLong(fields[9]),
                        Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16)));
        return ports;
    }
}
