package dev.backstep.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The pages of a pack that are in use: uncompressed, in memory-backed storage if there is some, each once however many checkpoints
 * have it. Processes map them, so nothing of a file ever changes: when it would become larger than allowed, another one takes its
 * place, and the old one goes with the last process that maps it. Thread-safe.
 */
public final class HotPages implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "backstep-checkpoints-";
    private static final long MOST_BYTES = 2L << 30;

    private final CheckpointPack pack;
    private final OwnedFolder folder;
    private final long mostBytes;
    // All of this is protected by this.
    private final Map<Integer, Checkpoint> hot = new HashMap<>();
    private final Map<Integer, Integer> places = new HashMap<>();
    private CheckpointWriter writer;        // null before the first, and after a failure
    private int files;

    /** @param pack stays its owner's */
    public HotPages(CheckpointPack pack) throws IOException {
        this(pack, limit());
    }

    HotPages(CheckpointPack pack, long mostBytes) throws IOException {
        this.pack = pack;
        this.mostBytes = mostBytes;
        folder = OwnedFolder.create(place(), PREFIX);
    }

    private static Path place() {
        return Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    /** At most half of what is free there now. */
    private static long limit() throws IOException {
        return Math.min(MOST_BYTES, Files.getFileStore(place()).getUsableSpace() / 2);
    }

    /**
     * Restores a checkpoint of the pack.
     *
     * @throws RestoreException if a file that was mapped has changed or is gone
     * @throws dev.backstep.linux.SyscallException if the machine does not allow it: see {@link Capabilities}
     */
    public synchronized RestoredProcess restore(Checkpoint checkpoint, RestoreOptions options) throws IOException {
        Checkpoint ready = hot.get(checkpoint.number());
        if (ready == null) {
            ready = bring(checkpoint);
        }
        return new Restorer(writer.file()).restore(ready, options);
    }

    private Checkpoint bring(Checkpoint checkpoint) throws IOException {
        if (writer == null || writer.sizeBytes() + missing(checkpoint) > mostBytes) {
            drop();
            writer = new CheckpointWriter(folder.path().resolve("pages-" + files++));
        }
        try {
            Checkpoint ready = pack.copy(checkpoint, writer, places);
            hot.put(checkpoint.number(), ready);
            return ready;
        } catch (IOException | RuntimeException e) {
            drop();
            throw e;
        }
    }

    /** Of the file that is in use. */
    synchronized long sizeBytes() throws IOException {
        return writer == null ? 0 : writer.sizeBytes();
    }

    /** In bytes, what of a checkpoint is not in the file. */
    private long missing(Checkpoint checkpoint) {
        PageIndex pages = checkpoint.pages();
        long count = 0;
        for (int run = 0; run < pages.runCount(); run++) {
            for (int i = 0; i < pages.count(run); i++) {
                count += places.containsKey(pages.filePage(run) + i) ? 0 : 1;
            }
        }
        return count * PageIndex.PAGE_BYTES;
    }

    /** The file loses its name; processes that map it keep it. */
    private void drop() throws IOException {
        hot.clear();
        places.clear();
        if (writer != null) {
            writer.close();
            Files.deleteIfExists(writer.file());
            writer = null;
        }
    }

    /** What was restored lives on. */
    @Override
    public synchronized void close() throws IOException {
        drop();
        folder.close();
    }
}
