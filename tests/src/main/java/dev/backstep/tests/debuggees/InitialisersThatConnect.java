package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A static initialiser that waits in a native for another thread of the same program, which has to run meanwhile. */
@Debuggee(output = Debuggee.Output.SAME)
public final class InitialisersThatConnect {
    private static ServerSocket server;

    private InitialisersThatConnect() {
    }

    private static final class Asks {
        static final int ANSWER;

        static {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                socket.getOutputStream().write(20);
                ANSWER = socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread answers = Work.start("answers", () -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(socket.getInputStream().read() + 1);
            }
        });
        Thread asks = Work.start("asks", () -> System.out.println("answer " + Asks.ANSWER));
        asks.join();
        answers.join();
        server.close();
    }
}
