package dev.backstep.tests.fuzz;

/** What all programs of {@link RandomProgram} have in common. */
final class FuzzedTemplate {
    static final String HEAD = """
            import java.io.*;
            import java.lang.ref.*;
            import java.net.*;
            import java.nio.*;
            import java.nio.channels.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            import java.util.concurrent.locks.*;
            import java.util.stream.*;

            public class Fuzzed {
                static int counter, total, daemons;
                static volatile int turn;
                static final long[] cells = new long[10];
                static final Object[] monitors = {new Object(), new Object(), new Object()};
                static final int[] progress = new int[8];
                static final boolean[] ended = new boolean[8];
                static final long[] digests = new long[8];
                static final Thread[] THREADS = new Thread[8];
                static final ReentrantLock lock = new ReentrantLock();
                static final Condition condition = lock.newCondition();
                static final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
                static final StampedLock stamped = new StampedLock();
                static final Semaphore semaphore = new Semaphore(1);
                static final CyclicBarrier barrier = new CyclicBarrier(2);
                static final CountDownLatch latch = new CountDownLatch(20);
                static final Exchanger<Integer> exchanger = new Exchanger<>();
                static final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(3);
                static final ConcurrentLinkedDeque<Integer> deque = new ConcurrentLinkedDeque<>();
                static final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
                static final AtomicLong atomic = new AtomicLong();
                static final LongAdder adder = new LongAdder();
                static final ThreadLocal<Integer> local = ThreadLocal.withInitial(() -> 1);
                static final ReferenceQueue<Object> cleared = new ReferenceQueue<>();
                static final Queue<WeakReference<Object>> WEAK = new ConcurrentLinkedQueue<>();
                static final Map<Object, Integer> weakMap = new WeakHashMap<>();
                static final Cleaner CLEANER = Cleaner.create();
                static final ExecutorService pool = Executors.newFixedThreadPool(3);
                static final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
                static ServerSocket server;

                static long mix(long d, long v) { return (d ^ v) * 0x9E3779B97F4A7C15L + 1; }
                static int deep(int n) { return n == 0 ? counter : deep(n - 1) + 1; }
                static boolean even(int n) { return n == 0 || odd(n - 1); }
                static boolean odd(int n) { return n != 0 && even(n - 1); }

                static class Own extends Thread {
                    final int n;
                    long seen;
                    Own(int n) { this.n = n; }
                    @Override public synchronized void run() { for (int i = 0; i < n; i++) { counter++; seen = mix(seen, counter); } }
                }

                static void serve() {
                    try {
                        for (;;) {
                            Socket s = server.accept();
                            pool.execute(() -> { try (s) { s.setSoTimeout(2000); s.getOutputStream().write(s.getInputStream().read() + 1); } catch (IOException e) { counter++; } });
                        }
                    } catch (IOException e) {
                        System.out.println("server ends");
                    }
                }

            """;

    static final String MAIN = """
                public static void main(String[] args) throws Exception {
                    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                    Thread acceptor = new Thread(Fuzzed::serve);
                    acceptor.start();
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook " + counter)));
                    for (int i = 0; i < COUNT; i++) {
                        int k = i;
                        THREADS[i] = new Thread(() -> body(k));
                    }
                    for (int i = 0; i < COUNT; i++) { THREADS[i].start(); }
                    for (int i = 0; i < COUNT; i++) { THREADS[i].join(); }
                    timer.shutdown();
                    System.out.println("timer " + timer.awaitTermination(9, TimeUnit.SECONDS));
                    pool.shutdown();
                    System.out.println("pool " + pool.awaitTermination(9, TimeUnit.SECONDS));
                    server.close();
                    acceptor.join();
                    System.out.println(Arrays.toString(digests) + Arrays.toString(cells) + counter + " " + total + " " + map + atomic + adder);
                    @END
                }
            }
            """;

    private FuzzedTemplate() { }
}
