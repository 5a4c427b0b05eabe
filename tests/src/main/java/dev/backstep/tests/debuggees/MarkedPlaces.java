package dev.backstep.tests.debuggees;

import dev.backstep.Backstep;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * Marks places of its recording, talks to itself over a socket, and writes a field seldom. It needs the library, so it is no
 * {@link Debuggee}.
 */
public final class MarkedPlaces {
    private static final int ROUNDS = 5;
    private static final int WORK = 2_000_000;

    private static long total;

    private MarkedPlaces() {
    }

    public static void main(String[] arguments) throws Exception {
        Consumer<String> mark = Backstep::checkpoint;
        for (int round = 0; round < ROUNDS; round++) {
            long sum = 0;
            for (int i = 0; i < WORK; i++) {
                sum = sum * 31 + (i ^ round);
            }
            if (round % 2 == 0) {
                Backstep.checkpoint("round " + round);
            } else {
                mark.accept("round " + round);
            }
            Thread.sleep(150);
            System.out.println("round " + round + " " + sum + " " + talk(round));
            Thread.sleep(150);
            total += sum;
            System.out.println("total " + total);
        }
        Backstep.checkpoint(null);
        System.out.println("end " + System.nanoTime());
    }

    private static int talk(int number) throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread client = new Thread(() -> {
                try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                    socket.getOutputStream().write(number);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            client.start();
            try (Socket accepted = server.accept()) {
                return accepted.getInputStream().read();
            } finally {
                client.join();
            }
        }
    }
}
