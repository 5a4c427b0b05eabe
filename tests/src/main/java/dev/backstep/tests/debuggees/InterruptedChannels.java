package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;

/** Interrupts and closes that hit threads in blocking input and output. */
@Debuggee
public final class InterruptedChannels {
    private InterruptedChannels() {
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Pipe pipe = Pipe.open();
        interrupt(Work.start("reads pipe", () -> System.out.println(pipe.source().read(ByteBuffer.allocate(1)))));
        System.out.println(pipe.source().isOpen());
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        interrupt(Work.start("accepts", () -> System.out.println(server.accept())));
        Selector selector = Selector.open();
        interrupt(Work.start("selects", () -> System.out.println(selector.select() + " " + Thread.currentThread().isInterrupted())));
        selector.close();

        ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
        Thread reader = Work.start("reads socket", () -> System.out.println(socket.getInputStream().read()));
        Thread acceptor = Work.start("accepts twice", () -> {
            listening.accept();
            listening.accept();
        });
        Thread.sleep(10);
        socket.close();
        reader.join();
        listening.close();
        acceptor.join();
    }

    private static void interrupt(Thread thread) throws InterruptedException {
        Thread.sleep(5);
        thread.interrupt();
        thread.join();
    }
}
