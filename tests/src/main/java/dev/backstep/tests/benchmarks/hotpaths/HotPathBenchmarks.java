package dev.backstep.tests.benchmarks.hotpaths;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a program does most often that recording makes slower. Run by JMH without forks, in a stock JVM and in a recorded one: the hot
 * paths are in the {@code java.base} of the latter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class HotPathBenchmarks {
    private static final int REPEAT = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Object other = new Object();
    private final WeakReference<Object> reference = new WeakReference<>(other);
    private long count;
    private RandomAccessFile file;
    private Path path;

    @Setup
    public void open() throws IOException {
        path = Files.createTempFile("hot-paths", ".txt");
        Files.writeString(path, "x".repeat(64));
        file = new RandomAccessFile(path.toFile(), "r");
    }

    @TearDown
    public void close() throws IOException {
        file.close();
        Files.delete(path);
    }

    /** A loop that updates a field: a tick each time round. */
    @Benchmark
    @OperationsPerInvocation(REPEAT)
    public long tick() {
        for (int i = 0; i < REPEAT; i++) {
            count = next(count, i);
        }
        return count;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long next(long before, int by) {
        return before * 31 + by;
    }

    @Benchmark
    @OperationsPerInvocation(REPEAT)
    public long monitor() {
        for (int i = 0; i < REPEAT; i++) {
            synchronized (this) {
                count += i;
            }
        }
        return count;
    }

    /** The inner one ticks: there deadlocks begin. */
    @Benchmark
    @OperationsPerInvocation(REPEAT)
    public long nestedMonitor() {
        for (int i = 0; i < REPEAT; i++) {
            synchronized (this) {
                synchronized (other) {
                    count += i;
                }
            }
        }
        return count;
    }

    @Benchmark
    @OperationsPerInvocation(REPEAT)
    public long reentrantLock() {
        for (int i = 0; i < REPEAT; i++) {
            lock.lock();
            try {
                count += i;
            } finally {
                lock.unlock();
            }
        }
        return count;
    }

    /** An event of two or three bytes, besides the clock. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** An event of a native with data: 64 bytes from the cache of the kernel, and one that sets the position. */
    @Benchmark
    public int smallRead() throws IOException {
        file.seek(0);
        return file.read(new byte[64]);
    }

    @Benchmark
    public Object weakReferenceGet() {
        return reference.get();
    }

    @Benchmark
    public int identityHash() {
        return System.identityHashCode(new Object());
    }

    @Benchmark
    public Object allocation() {
        return new byte[32];
    }

    /** Parks with a permit: no switch. */
    @Benchmark
    public void unparkAndPark() {
        LockSupport.unpark(Thread.currentThread());
        LockSupport.park();
    }

    /** A thread that starts and ends: a thread of the system each, and two switches. */
    @Benchmark
    public void startAndJoin() throws InterruptedException {
        Thread thread = new Thread(() -> count++);
        thread.start();
        thread.join();
    }
}
