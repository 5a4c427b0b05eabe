package dev.backstep.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder that goes with the process that made it: at the latest when the next one is made, if that process was killed. What
 * lies there may be large, and memory.
 */
final class OwnedFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    /** A younger one may not be locked yet. */
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lock;

    private OwnedFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one, mode 0700, and deletes those of the same prefix whose owners are gone. */
    static OwnedFolder create(Path parent, String prefix) throws IOException {
        deleteAbandoned(parent, prefix);
        Path path = Files.createTempDirectory(parent, prefix);
        FileChannel lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new OwnedFolder(path, lock);
    }

    private static void deleteAbandoned(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path each : all) {
                try {
                    if (isAbandoned(each)) {
                        delete(each);
                    }
                } catch (IOException e) {
                    // somebody else's, or somebody else deletes it
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))
                || Files.getLastModifiedTime(folder).toInstant().isAfter(Instant.now().minus(YOUNG))) {
            return false;
        }
        Path lock = folder.resolve(LOCK);
        if (Files.notExists(lock, LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;       // our own
        }
    }

    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    Path path() {
        return path;
    }

    /** Deletes it, with the files in it. */
    @Override
    public void close() throws IOException {
        delete(path);
        lock.close();
    }
}
