package dev.backstep.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Writes a pack, see {@link PackLayout}: those checkpoints that are to be kept, with the pages that they need and no others.
 * Not for several threads.
 */
public final class CheckpointPacker implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private final PackOutput output;
    private int checkpointCount;
    /** For each source, the number here of each of its pages. */
    private final Map<PageSource, Map<Integer, Integer>> numbers = new IdentityHashMap<>();

    /** Creates a file that only its owner can read. What is under this name stays until {@link #finish}. */
    public CheckpointPacker(Path target) throws IOException {
        this.target = target;
        unfinished = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        output = new PackOutput(unfinished);
    }

    /** Adds a checkpoint of a file that is being written, or of another pack. */
    public void add(CheckpointSet set, Checkpoint checkpoint) throws IOException {
        add((PageSource) set, checkpoint);
    }

    /** Adds a checkpoint of another pack. */
    public void add(CheckpointPack pack, Checkpoint checkpoint) throws IOException {
        add((PageSource) pack, checkpoint);
    }

    void add(PageSource source, Checkpoint checkpoint) throws IOException {
        Map<Integer, Integer> known = numbers.computeIfAbsent(source, _ -> new HashMap<>());
        PageIndex pages = checkpoint.pages();
        PageIndex.Builder index = new PageIndex.Builder();
        for (int run = 0; run < pages.runCount(); run++) {
            for (int i = 0; i < pages.count(run); i++) {
                int page = pages.filePage(run) + i;
                Integer number = known.get(page);
                if (number == null) {
                    source.readPage(page, output.next());
                    number = output.add();
                    known.put(page, number);
                }
                index.add(pages.address(run) + (long) i * PageIndex.PAGE_BYTES, number);
            }
        }
        output.flush();
        output.checkpoint(new Checkpoint(checkpointCount++, checkpoint.mark(), checkpoint.process(), index.build()));
    }

    /** Puts the pack in place of what was under its name. */
    public void finish() throws IOException {
        output.end();
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what was not finished. */
    @Override
    public void close() throws IOException {
        output.close();
        Files.deleteIfExists(unfinished);
    }
}
