package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Several threads in natives that end with exceptions, made by the native itself while other threads run. */
@Debuggee
public final class RefusedConnections {
    private static int shared;

    private RefusedConnections() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        Work.inThreads(6, index -> {
            for (int i = 0; i < 30; i++) {
                if (index < 4) {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort), 1_000);
                        Trace.add(-1);
                    } catch (IOException e) {
                        Trace.add(e.getMessage().hashCode() + e.getStackTrace().length);
                    }
                } else {
                    synchronized (RefusedConnections.class) {
                        for (int j = 0; j < 3_000; j++) {
                            shared++;
                        }
                    }
                }
            }
        });
        System.out.println(shared);
        Trace.print();
    }
}
