package dev.backstep.tests.debuggees;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A server and three clients over blocking sockets, time-outs, a refused connection. */
@Debuggee
public final class BlockingSockets {
    private BlockingSockets() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        int port;
        try (ServerSocket server = new ServerSocket(0, 10, loopback)) {
            port = server.getLocalPort();
            server.setSoTimeout(2);
            try {
                server.accept();
            } catch (SocketTimeoutException e) {
                System.out.println(e);
            }
            server.setSoTimeout(0);
            Thread acceptor = Work.start("acceptor", () -> {
                for (int i = 0; i < 3; i++) {
                    Socket socket = server.accept();
                    Work.start("echo-" + i, () -> echo(socket));
                }
            });
            Work.inThreads(3, index -> client(loopback, server.getLocalPort(), index));
            acceptor.join();
        }
        try {
            new Socket(loopback, port).close();
        } catch (ConnectException e) {
            System.out.println(e);
        }
        Trace.print();
    }

    private static void echo(Socket socket) throws IOException {
        try (socket) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            for (String line; (line = reader.readLine()) != null;) {
                Trace.add(line.hashCode());
                socket.getOutputStream().write((line + " at " + System.nanoTime() + "\n").getBytes());
            }
        }
    }

    private static void client(InetAddress address, int port, int index) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(1);
            try {
                System.out.println(socket.getInputStream().read());
            } catch (SocketTimeoutException e) {
                System.out.println(e);
            }
            socket.setSoTimeout(0);
            BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            for (int i = 0; i < 5; i++) {
                socket.getOutputStream().write(("message " + i + " of " + index + "\n").getBytes());
                System.out.println(reader.readLine() + " " + socket.getLocalPort() + " " + socket.getReceiveBufferSize());
            }
            socket.shutdownOutput();
            System.out.println(reader.readLine());
        }
    }
}
