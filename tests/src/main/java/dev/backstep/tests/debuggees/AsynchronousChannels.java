package dev.backstep.tests.debuggees;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sockets and files that call back when they are ready. */
@Debuggee
public final class AsynchronousChannels {
    private static final int CLIENT_COUNT = 3;
    private static final CountDownLatch DONE = new CountDownLatch(CLIENT_COUNT);

    private AsynchronousChannels() {
    }

    public static void main(String[] arguments) throws Exception {
        files();
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server.accept(server, handler((channel, listening) -> {
                if (listening.isOpen()) {
                    listening.accept(listening, handler(AsynchronousChannels::answer));
                }
                answer(channel, listening);
            }));
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            for (int i = 0; i < CLIENT_COUNT; i++) {
                try (AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
                    client.connect(address).get();
                    client.write(ByteBuffer.wrap(("hello " + i).getBytes())).get();
                    ByteBuffer answer = ByteBuffer.allocate(100);
                    int length = client.read(answer).get(10, TimeUnit.SECONDS);
                    System.out.println(new String(answer.array(), 0, length));
                }
            }
            DONE.await();
        }
        Trace.print();
    }

    private static void files() throws Exception {
        try (AsynchronousFileChannel file = AsynchronousFileChannel.open(Path.of("file"), StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Future<Integer> written = file.write(ByteBuffer.wrap(("time " + System.nanoTime()).getBytes()), 0);
            ByteBuffer back = ByteBuffer.allocate(100);
            System.out.println(written.get() + " " + file.read(back, 0).get() + " " + new String(back.array()).trim() + " " + file.lock().get().isValid());
        }
    }

    private static void answer(AsynchronousSocketChannel channel, AsynchronousServerSocketChannel server) {
        if (server.isOpen() && DONE.getCount() > 1) {
            try {
                server.accept(server, handler(AsynchronousChannels::answer));
            } catch (java.nio.channels.AcceptPendingException e) {
                Trace.add(1);
            }
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(100);
        channel.read(buffer, channel, handler((length, _) -> {
            Trace.add(length);
            buffer.put((" at " + System.nanoTime()).getBytes()).flip();
            channel.write(buffer, channel, handler((_, _) -> {
                channel.close();
                DONE.countDown();
            }));
        }));
    }

    private interface Completed<V, A> {
        void completed(V result, A attachment) throws Exception;
    }

    private static <V, A> CompletionHandler<V, A> handler(Completed<V, A> action) {
        return new CompletionHandler<>() {
            @Override
            public void completed(V result, A attachment) {
                try {
                    action.completed(result, attachment);
                } catch (Exception e) {
                    System.out.println(e);
                }
            }

            @Override
            public void failed(Throwable problem, A attachment) {
                Trace.add(problem.getClass().getName().hashCode());
            }
        };
    }
}
