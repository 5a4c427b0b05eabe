package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** UDP by sockets and by channels. */
@Debuggee
public final class Datagrams {
    private Datagrams() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket socket = new DatagramSocket(0, loopback)) {
            socket.setSoTimeout(2);
            try {
                socket.receive(new DatagramPacket(new byte[10], 10));
            } catch (SocketTimeoutException e) {
                System.out.println(e);
            }
            socket.setSoTimeout(5_000);
            Thread sender = Work.start("sender", () -> {
                try (DatagramSocket out = new DatagramSocket()) {
                    for (int i = 0; i < 5; i++) {
                        byte[] bytes = ("packet " + i + " " + System.nanoTime()).getBytes();
                        out.send(new DatagramPacket(bytes, bytes.length, loopback, socket.getLocalPort()));
                    }
                }
            });
            for (int i = 0; i < 5; i++) {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                socket.receive(packet);
                System.out.println(new String(packet.getData(), 0, packet.getLength()) + " from " + packet.getPort());
            }
            sender.join();
        }
        try (DatagramChannel one = DatagramChannel.open().bind(new InetSocketAddress(loopback, 0)); DatagramChannel two = DatagramChannel.open()) {
            one.configureBlocking(false);
            System.out.println(one.receive(ByteBuffer.allocate(10)));
            one.configureBlocking(true);
            two.connect(one.getLocalAddress());
            two.write(ByteBuffer.wrap(("time " + System.currentTimeMillis()).getBytes()));
            ByteBuffer buffer = ByteBuffer.allocateDirect(100);
            System.out.println(one.receive(buffer) + " " + buffer + " " + one.send(ByteBuffer.wrap(new byte[3]), two.getLocalAddress()));
            System.out.println(two.read(buffer.clear()));
        }
    }
}
