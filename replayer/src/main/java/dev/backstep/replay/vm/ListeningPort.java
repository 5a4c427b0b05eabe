package dev.backstep.replay.vm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** On which port of the loopback interface a process listens: proc_pid_fd(5), proc_pid_net(5). */
final class ListeningPort {
    private static final String LOOPBACK = "0100007F:";
    private static final String LISTENS = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningPort() { }

    /** @return the first one; empty if it listens on none */
    static OptionalInt of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> sockets = sockets(process.resolve("fd"));
        for (String line : Files.readAllLines(process.resolve("net/tcp"))) {
            String[] columns = line.strip().split("\\s+");
            if (columns.length > INODE && columns[LOCAL_ADDRESS].startsWith(LOOPBACK) && columns[STATE].equals(LISTENS)
                    && sockets.contains("socket:[" + columns[INODE] + "]")) {
                return OptionalInt.of(Integer.parseInt(columns[LOCAL_ADDRESS].substring(LOOPBACK.length()), 16));
            }
        }
        return OptionalInt.empty();
    }

    private static Set<String> sockets(Path descriptors) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
            for (Path each : all) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:")) {
                        sockets.add(target);
                    }
                } catch (IOException e) {
                    // closed since the folder was listed
                }
            }
        }
        return sockets;
    }
}
