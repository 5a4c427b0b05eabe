package dev.backstep.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A readers-writer lock on a file, between processes and between the threads of this one: shared by those who use an image,
 * exclusive for the one that builds or deletes it. The kernel drops it when its process dies.
 *
 * <p>Java's own file locks fail rather than wait within one process, and POSIX drops all locks of a process when it closes
 * any descriptor of the file; so this process has one descriptor and one lock per file, counted here.
 */
final class ImageLock implements AutoCloseable {
    private static final Map<Path, Holder> HOLDERS = new ConcurrentHashMap<>();

    private final Holder holder;

    private ImageLock(Holder holder) {
        this.holder = holder;
    }

    /** @param onWait called once if somebody else holds the lock */
    static ImageLock shared(Path file, Runnable onWait) throws IOException {
        return new ImageLock(holder(file).lock(true, onWait));
    }

    /** @param onWait called once if somebody else holds the lock */
    static ImageLock exclusive(Path file, Runnable onWait) throws IOException {
        return new ImageLock(holder(file).lock(false, onWait));
    }

    /** @return empty if anybody holds the lock */
    static Optional<ImageLock> tryExclusive(Path file) throws IOException {
        Holder holder = holder(file);
        return holder.tryExclusive() ? Optional.of(new ImageLock(holder)) : Optional.empty();
    }

    private static Holder holder(Path file) {
        return HOLDERS.computeIfAbsent(file.toAbsolutePath().normalize(), Holder::new);
    }

    @Override
    public void close() throws IOException {
        holder.unlock();
    }

    /** This process's part in the lock of one file; fields are protected by the monitor. */
    private static final class Holder {
        private final Path file;
        private int readers;
        private boolean writer;
        private FileChannel channel;

        Holder(Path file) {
            this.file = file;
        }

        synchronized Holder lock(boolean shared, Runnable onWait) throws IOException {
            boolean told = false;
            while (writer || !shared && readers > 0) {
                if (!told) {
                    onWait.run();
                    told = true;
                }
                await();
            }
            if (readers == 0) {
                lockFile(shared, told ? () -> { } : onWait);
            }
            hold(shared);
            return this;
        }

        synchronized boolean tryExclusive() throws IOException {
            if (writer || readers > 0) {
                return false;
            }
            open(false);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return false;
            }
            hold(false);
            return true;
        }

        private void hold(boolean shared) {
            if (shared) {
                readers++;
            } else {
                writer = true;
            }
        }

        private void lockFile(boolean shared, Runnable onWait) throws IOException {
            open(shared);
            try {
                if (channel.tryLock(0, Long.MAX_VALUE, shared) == null) {
                    onWait.run();
                    channel.lock(0, Long.MAX_VALUE, shared);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        /** Read-write because an exclusive lock needs writing and a shared one reading; a cache may be shared, and not ours to write. */
        private void open(boolean shared) throws IOException {
            try {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } catch (FileSystemException e) {
                if (!shared || !Files.isReadable(file)) {
                    throw e;
                }
                channel = FileChannel.open(file, StandardOpenOption.READ);
            }
        }

        private void await() throws IOException {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for " + file, e);
            }
        }

        synchronized void unlock() throws IOException {
            if (writer) {
                writer = false;
            } else {
                readers--;
            }
            if (readers == 0) {
                channel.close();
            }
            notifyAll();
        }
    }
}
