package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sockets with a name in the file system. */
@Debuggee
public final class UnixSockets {
    private UnixSockets() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("backstep"); // a socket's name has to be short
        Path path = folder.resolve("socket");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            Thread client = Work.start("client", () -> {
                try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                    channel.write(ByteBuffer.wrap(("time " + System.nanoTime()).getBytes()));
                    ByteBuffer answer = ByteBuffer.allocate(10);
                    System.out.println(channel.read(answer) + " " + answer.get(0));
                }
            });
            try (SocketChannel channel = server.accept()) {
                ByteBuffer buffer = ByteBuffer.allocate(100);
                int length = channel.read(buffer);
                System.out.println(new String(buffer.array(), 0, length) + " " + channel.getLocalAddress() + " " + channel.getRemoteAddress());
                channel.write(ByteBuffer.wrap(new byte[] {(byte) length}));
            }
            client.join();
        } finally {
            Files.delete(path);
            Files.delete(folder);
        }
    }
}
