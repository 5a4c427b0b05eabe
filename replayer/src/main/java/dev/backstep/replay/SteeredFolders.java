package dev.backstep.replay;

import dev.backstep.record.FileTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folders of JVMs that replay the same recording. An emptied one stays until all are closed: a copy of a JVM has its own
 * folder mounted over the one of its ancestor. Thread-safe.
 */
final class SteeredFolders implements AutoCloseable {
    private final Thread hook = new Thread(this::delete);
    private Path parent;    // protected by this; null before the first folder
    private int count;      // protected by this

    /** An empty folder, ours alone. */
    synchronized ReplayFolder create() throws IOException {
        if (parent == null) {
            parent = Files.createTempDirectory("backstep-replay-");     // 0700
            try {
                Runtime.getRuntime().addShutdownHook(hook);
            } catch (IllegalStateException e) {
                delete();
                throw new IOException("interrupted", e);
            }
        }
        return ReplayFolder.in(parent, count++);
    }

    private synchronized void delete() {
        if (parent == null) {
            return;
        }
        try {
            FileTrees.delete(parent);
        } catch (IOException e) {
            // some kilobytes stay in the temporary folder
        }
        parent = null;
    }

    /** The JVMs must have ended. */
    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already, and finds nothing to do
        }
    }
}
