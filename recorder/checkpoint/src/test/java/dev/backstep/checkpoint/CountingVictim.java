package dev.backstep.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts in several threads and checks its memory all the time: each block of its heap says which step made it, and
 * must be the one that was put there. Makes garbage, compiled code, classes, implicit null checks (a signal each) and
 * exceptions on the way. Prints {@code count N} ten times a second, and {@code CORRUPT} if anything is not as it left
 * it. Arguments: blocks per thread; a file to share, if wanted: the count goes into its first word, what stands
 * in the second is printed and cleared.
 */
public final class CountingVictim {
    private static final int BLOCK_BYTES = 1000;
    private static volatile String problem;

    private CountingVictim() { }

    public interface Adder {
        long add(long value);
    }

    private static final class Worker extends Thread {
        private final Object[] blocks;
        private volatile long count;
        private double sum;

        Worker(int number, int blockCount) {
            super("worker-" + number);
            setDaemon(true);
            blocks = new Object[blockCount];
        }

        @Override
        public void run() {
            try {
                while (true) {
                    step(count);
                    count++;
                    if (count % 200 == 0) {
                        rareThings(count);
                        Thread.sleep(2);
                    }
                }
            } catch (Throwable e) {
                problem = e.toString();
            }
        }

        private void step(long now) {
            int slot = (int) (now % blocks.length);
            byte[] old = (byte[]) blocks[slot];
            if (old != null && read(old) != now - blocks.length) {
                throw new IllegalStateException("block " + slot + " at step " + now + " is of step " + read(old));
            }
            blocks[slot] = make(now);
            sum += 0.5;
            if (sum != (now + 1) * 0.5) {
                throw new IllegalStateException("floating point: " + sum + " at step " + now);
            }
        }

        private static byte[] make(long step) {
            byte[] block = new byte[BLOCK_BYTES];
            for (int i = 0; i < Long.BYTES; i++) {
                block[i] = (byte) (step >>> 8 * i);
                block[BLOCK_BYTES - 1 - i] = block[i];
            }
            return block;
        }

        private static long read(byte[] block) {
            long step = 0;
            for (int i = Long.BYTES - 1; i >= 0; i--) {
                if (block[i] != block[BLOCK_BYTES - 1 - i]) {
                    throw new IllegalStateException("block with two values");
                }
                step = step << 8 | block[i] & 0xff;
            }
            return step;
        }

        private static void rareThings(long step) {
            Adder adder = (Adder) Proxy.newProxyInstance(
                    new ClassLoader(CountingVictim.class.getClassLoader()) { }, new Class<?>[] {Adder.class},
                    (_, _, arguments) -> (Long) arguments[0] + 1);
            if (adder.add(step) != step + 1) {
                throw new IllegalStateException("proxy");
            }
            try {
                Object nothing = step < 0 ? "" : null;
                throw new IllegalStateException("no null check: " + nothing.hashCode());
            } catch (NullPointerException e) {
                // as it must be
            }
        }
    }

    /** Work for the compilers, which without it would have ended theirs after some seconds. */
    static final class Hot implements Runnable {
        private long sum;

        @Override
        public void run() {
            for (int i = 0; i < 100; i++) {
                sum += Long.hashCode(sum ^ i) % 7;
            }
        }
    }

    /** Makes the same class again and again, and each time it gets hot. */
    private static void compileForEver() {
        try (InputStream file = CountingVictim.class.getResourceAsStream("CountingVictim$Hot.class")) {
            byte[] bytes = file.readAllBytes();
            while (true) {
                Runnable hot = (Runnable) MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass()
                        .getDeclaredConstructor().newInstance();
                for (int i = 0; i < 20_000; i++) {
                    hot.run();
                }
                Thread.sleep(5);
            }
        } catch (ReflectiveOperationException | IOException | InterruptedException e) {
            problem = e.toString();
        }
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }
    }

    public static void main(String[] arguments) throws Exception {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(new Worker(i, Integer.parseInt(arguments[0])));
        }
        workers.forEach(Thread::start);
        Thread.ofPlatform().daemon().name("compiled").start(CountingVictim::compileForEver);
        MappedByteBuffer control = arguments.length < 2 ? null : map(Path.of(arguments[1]));
        long before = System.nanoTime();
        while (true) {
            Thread.sleep(100);
            long now = System.nanoTime();
            if (now < before) {
                problem = "the clock went back";
            }
            before = now;
            long count = workers.stream().mapToLong(worker -> worker.count).sum();
            if (control != null) {
                control.putLong(0, count);
                if (control.getLong(8) != 0) {
                    System.out.println("told " + control.getLong(8));
                    control.putLong(8, 0);
                }
            }
            System.out.println(problem == null ? "count " + count + " pid " + ProcessHandle.current().pid()
                    : "CORRUPT " + problem);
        }
    }
}
