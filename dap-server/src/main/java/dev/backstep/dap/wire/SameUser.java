package dev.backstep.dap.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Whether a TCP client on this machine belongs to our own user, by the kernel's table of sockets (proc(5), {@code /proc/net/tcp}).
 * Who speaks to a debugger can run programs as its user, and a port is open to everybody on the machine.
 */
public final class SameUser {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int UID_COLUMN = 7;

    private SameUser() { }

    /** @throws IOException if the kernel does not say */
    public static boolean owns(Socket accepted) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteSocketAddress();
        OptionalInt uid = uid(peer.getPort(), accepted.getLocalPort());
        int own = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return isLoopback(peer.getAddress()) && uid.isPresent() && (uid.getAsInt() == own || uid.getAsInt() == 0);
    }

    private static boolean isLoopback(InetAddress address) {
        return address.isLoopbackAddress();
    }

    /** The owner of the socket with these ports; loopback addresses have no others with the same pair. */
    private static OptionalInt uid(int localPort, int remotePort) throws IOException {
        for (Path table : TABLES) {
            if (Files.exists(table)) {
                try (Stream<String> lines = Files.lines(table)) {
                    OptionalInt found = lines.skip(1).map(line -> line.strip().split("\\s+"))
                            .filter(columns -> port(columns[1]) == localPort && port(columns[2]) == remotePort)
                            .mapToInt(columns -> Integer.parseInt(columns[UID_COLUMN])).findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return OptionalInt.empty();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
