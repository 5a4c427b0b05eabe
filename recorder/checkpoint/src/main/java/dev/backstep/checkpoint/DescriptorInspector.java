package dev.backstep.checkpoint;

import dev.backstep.linux.ListeningSocket;
import dev.backstep.linux.ListeningSockets;
import dev.backstep.linux.ProcFiles;
import java.util.ArrayList;
import java.util.List;

/** Reads the open descriptors of a frozen process from {@code /proc/PID/fd} and {@code fdinfo}: proc_pid_fdinfo(5). */
final class DescriptorInspector {
    private static final int ACCESS_MODE = 3;
    private static final int STANDARD_ERROR = 2;

    private final ProcFiles proc;
    private final ListeningSockets listeners;

    DescriptorInspector(int pid) {
        proc = new ProcFiles(pid);
        listeners = new ListeningSockets(pid);
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
        if (ListeningSockets.isSocket(target)) {
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
        return listeners.of(number, target).map(found -> new DescriptorState(number, found.family() == ListeningSocket.Family.IPV4
                        ? DescriptorState.Kind.LISTENER_IPV4
                        : DescriptorState.Kind.LISTENER_IPV6, target, 0, flags, found.port()))
                .orElseGet(() -> new DescriptorState(number, DescriptorState.Kind.SOCKET, target, 0, flags, 0));
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
