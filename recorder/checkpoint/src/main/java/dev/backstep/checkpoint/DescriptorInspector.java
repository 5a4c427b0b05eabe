package dev.backstep.checkpoint;

import dev.backstep.linux.ListeningSocket;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.SyscallException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the open descriptors of a frozen process from {@code /proc/PID/fd} and {@code fdinfo}: proc_pid_fdinfo(5). */
final class DescriptorInspector {
    /** State TCP_LISTEN in {@code /proc/net/tcp}: proc_pid_net(5), {@code include/net/tcp_states.h}. */
    private static final String LISTENING = "0A";
    private static final int ACCESS_MODE = 3;
    private static final int STANDARD_ERROR = 2;

    private final ProcFiles proc;
    private final int pid;
    /** Ports of listening sockets by inode; read when there is a socket that may not be asked itself. */
    private Map<Long, Integer> listenersV4;
    private Map<Long, Integer> listenersV6;

    DescriptorInspector(int pid) {
        this.pid = pid;
        proc = new ProcFiles(pid);
    }

    /** @param losses gets what cannot be restored */
    List<DescriptorState> inspect(List<String> losses) {
        List<DescriptorState> result = new ArrayList<>();
        for (int number : proc.descriptors()) {
            DescriptorState descriptor = inspect(number);
            result.add(descriptor);
            String loss = loss(descriptor);
            if (loss != null && number > STANDARD_ERROR) {
                losses.add("descriptor " + number + ", " + descriptor.target() + ": " + loss);
            }
        }
        return result;
    }

    private DescriptorState inspect(int number) {
        String target = proc.link("fd/" + number);
        String info = proc.text("fdinfo/" + number);
        long position = Long.parseLong(ProcFiles.field(info, "pos").orElse("0"));
        int flags = Integer.parseInt(ProcFiles.field(info, "flags").orElse("0"), 8);
        if (target.startsWith("socket:[")) {
            return socket(number, target, flags);
        }
        DescriptorState.Kind kind = DescriptorState.Kind.OTHER;
        long detail = 0;
        if (target.equals("anon_inode:[eventfd]")) {
            kind = DescriptorState.Kind.EVENT_COUNTER;
            detail = Long.parseUnsignedLong(ProcFiles.field(info, "eventfd-count").orElse("0"), 16);
        } else if (target.equals("anon_inode:[eventpoll]")) {
            kind = DescriptorState.Kind.POLL;
        } else if (target.startsWith("/") && !target.endsWith(" (deleted)") && !target.startsWith("/proc/")) {
            kind = DescriptorState.Kind.FILE;
        }
        return new DescriptorState(number, kind, target, position, flags, detail);
    }

    private DescriptorState socket(int number, String target, int flags) {
        Optional<ListeningSocket> listener;
        try {
            listener = ListeningSocket.of(pid, number);
        } catch (SyscallException e) {
            listener = listenerInTables(target);    // filters of system calls know pidfd_getfd(2) less often than files
        }
        return listener.map(found -> new DescriptorState(number, found.family() == ListeningSocket.Family.IPV4
                        ? DescriptorState.Kind.LISTENER_IPV4
                        : DescriptorState.Kind.LISTENER_IPV6, target, 0, flags, found.port()))
                .orElseGet(() -> new DescriptorState(number, DescriptorState.Kind.SOCKET, target, 0, flags, 0));
    }

    private Optional<ListeningSocket> listenerInTables(String target) {
        if (listenersV4 == null) {
            listenersV4 = listeners("net/tcp");
            listenersV6 = listeners("net/tcp6");
        }
        long inode = Long.parseLong(target.substring(target.indexOf('[') + 1, target.length() - 1));
        Optional<ListeningSocket> v4 = Optional.ofNullable(listenersV4.get(inode))
                .map(port -> new ListeningSocket(ListeningSocket.Family.IPV4, port));
        return v4.or(() -> Optional.ofNullable(listenersV6.get(inode)).map(port -> new ListeningSocket(ListeningSocket.Family.IPV6, port)));
    }

    private Map<Long, Integer> listeners(String table) {
        Map<Long, Integer> ports = new HashMap<>();
        String text;
        try {
            text = proc.text(table);
        } catch (UncheckedIOException e) {
            return ports;   // a machine without IPv6 has no such table
        }
        text.lines().skip(1).map(line -> line.trim().split("\\s+")).filter(fields -> fields[3].equals(LISTENING))
                .forEach(fields -> ports.put(Long.parseLong(fields[9]),
                        Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16)));
        return ports;
    }

    private static String loss(DescriptorState descriptor) {
        return switch (descriptor.kind()) {
            case FILE -> (descriptor.flags() & ACCESS_MODE) == 0 ? null : "can be read only";
            case LISTENER_IPV4, LISTENER_IPV6 -> null;
            case EVENT_COUNTER -> null;
            case SOCKET -> "is not connected";
            case POLL -> "watches nothing";
            case OTHER -> "is empty";
        };
    }
}
