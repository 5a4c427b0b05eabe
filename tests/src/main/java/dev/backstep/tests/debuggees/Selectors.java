package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** An echo server in one thread with a selector, clients in others; wake-ups and time-outs of the selector. */
@Debuggee
public final class Selectors {
    private static final int CLIENT_COUNT = 4;

    private Selectors() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Selector selector = Selector.open(); ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(selector.selectNow() + " " + selector.select(2));
            selector.wakeup();
            System.out.println(selector.select());
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            Thread clients = Work.start("clients", () -> Work.inThreads(CLIENT_COUNT, index -> client(address, index)));
            serve(selector);
            clients.join();
        }
        Trace.print();
    }

    private static void serve(Selector selector) throws IOException {
        int open = 0;
        int closed = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(256);
        while (closed < CLIENT_COUNT) {
            Trace.add(selector.select());
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isAcceptable()) {
                    SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                    channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, "client " + open++);
                } else if (key.isReadable()) {
                    SocketChannel channel = (SocketChannel) key.channel();
                    int length = channel.read(buffer.clear());
                    Trace.add(length * 100 + key.attachment().hashCode());
                    if (length < 0) {
                        channel.close();
                        closed++;
                    } else {
                        channel.write(buffer.flip());
                    }
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private static void client(InetSocketAddress address, int index) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            for (int i = 0; i < 10; i++) {
                channel.write(ByteBuffer.wrap(("message " + index + " " + System.nanoTime()).getBytes()));
                ByteBuffer answer = ByteBuffer.allocate(100);
                int length = channel.read(answer);
                Trace.add(new String(answer.array(), 0, length).hashCode());
            }
        }
    }
}
