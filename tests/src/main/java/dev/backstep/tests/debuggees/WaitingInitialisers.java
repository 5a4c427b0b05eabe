package dev.backstep.tests.debuggees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Static initialisers that wait for one thread, while others need their class in all the ways in which a class can be needed. */
@Debuggee
public final class WaitingInitialisers {
    private static final ExecutorService EXECUTOR = Executors.newSingleThreadExecutor(work -> new Thread(work, "executor"));
    private static final SynchronousQueue<Integer> QUEUE = new SynchronousQueue<>();
    private static final CountDownLatch LATCH = new CountDownLatch(1);
    private static ServerSocket server;
    private static volatile IntSupplier early;
    private static volatile Published published;

    private WaitingInitialisers() {
    }

    /** Work that takes long enough for others to come. */
    private static int slow(int value) {
        for (int i = 0; i < 20; i++) {
            Trace.add(i);
            Thread.yield();
        }
        return value;
    }

    private static <T> T taken(Callable<T> wait) {
        try {
            return wait.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static class ByExecutor {
        static int value = taken(() -> {
            Future<Integer> future = EXECUTOR.submit(new Slow(10));
            return future.get();
        });
    }

    private record Slow(int value) implements Callable<Integer> {
        @Override
        public Integer call() {
            return slow(value);
        }
    }

    /** Waits in its parent, whose class it needs. */
    static final class Child extends ByExecutor {
        int own = 1;
    }

    static final class ByLatch {
        static final int VALUE;

        static {
            taken(() -> LATCH.await(100, TimeUnit.SECONDS));
            VALUE = slow(20);
        }

        static int get() {
            return VALUE;
        }
    }

    interface ByQueue {
        int VALUE = taken(QUEUE::take);

        default int value() {
            return VALUE;
        }
    }

    static final class Implements implements ByQueue {
    }

    static final class BySocket {
        static final int ANSWER;

        static {
            try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                socket.getOutputStream().write(40);
                ANSWER = socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    enum Nested {
        ONE, TWO;

        static final int SUM = ByLatch.get() + ByExecutor.value + new Implements().value();
    }

    static final class Failing {
        static final int NEVER = slow(EXECUTOR.hashCode() * 0) / 0;
    }

    /** Shows itself, and a lambda of its own, before it is ready. */
    static final class Published {
        private static int value;

        static {
            early = () -> value + 1;
            published = new Published();
            value = taken(() -> EXECUTOR.submit(new Slow(70)).get());
        }

        int value() {
            return value;
        }
    }

    private static int byHandle() throws Throwable {
        MethodHandle get = MethodHandles.lookup().findStatic(ByLatch.class, "get", MethodType.methodType(int.class));
        return (int) get.invokeExact();
    }

    private static int byReflection() throws ReflectiveOperationException {
        return (int) ByLatch.class.getDeclaredMethod("get").invoke(null) + ByExecutor.class.getDeclaredField("value").getInt(null);
    }

    private static int byName() throws ReflectiveOperationException {
        Class<?> nested = Class.forName(WaitingInitialisers.class.getName() + "$Nested");
        return nested.getEnumConstants().length + Nested.valueOf("TWO").ordinal();
    }

    private static int failing() {
        try {
            return Failing.NEVER;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            System.out.println(Thread.currentThread().getName() + " " + e + " because of " + e.getCause());
            return 1;
        }
    }

    private static int asEarlyAsPossible() {
        while (published == null) {
            Thread.onSpinWait();
        }
        return early.getAsInt() + published.value();
    }

    private static int need(int index) throws Throwable {
        return switch (index % 8) {
            case 0 -> ByExecutor.value + BySocket.ANSWER;
            case 1 -> new Child().own + failing();
            case 2 -> new Implements().value() + ByQueue.VALUE;
            case 3 -> byHandle();
            case 4 -> byReflection();
            case 5 -> byName() + Nested.SUM;
            case 6 -> failing() + new Published().value();
            default -> asEarlyAsPossible() + BySocket.ANSWER;
        };
    }

    public static void main(String[] arguments) throws Exception {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread serves = Work.start("serves", () -> {
            try (Socket socket = server.accept()) {
                socket.getOutputStream().write(slow(socket.getInputStream().read()) + 1);
            }
            QUEUE.put(slow(30));
            LATCH.countDown();
        });
        Work.inThreads(16, index -> {
            try {
                System.out.println(index + " needs " + need(index));
            } catch (Throwable e) {
                System.out.println(index + " failed: " + e);
            }
            Trace.add(index);
        });
        serves.join();
        EXECUTOR.shutdown();
        Trace.print();
    }
}
