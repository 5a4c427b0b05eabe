package dev.backstep.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * A pack that grows by a checkpoint of a running process at a time. Whenever we are killed it has all checkpoints that were
 * taken before, and others may read it meanwhile. Page contents are stored once, however many checkpoints have them. Dropped
 * checkpoints give their room back when the file is made again, which it is when that is worth it.
 *
 * <p>Within this JVM a page has a number of ours, which it keeps when its place in the file changes. Not for several threads.
 */
public final class GrowingPack extends CheckpointSink {
    /** Below this, making the file again is not worth it. */
    private static final long LEAST_GARBAGE_BYTES = 8L << 20;

    /** When the file is made again. */
    public enum Making { NOW, IF_WORTH_IT }

    private final Path target;
    private final Path aside;
    private final Path remade;
    private final long origin;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment zeros = arena.allocate(PageIndex.PAGE_BYTES, 8);
    private final List<Checkpoint> kept = new ArrayList<>();
    private final PageDigests digests = new PageDigests();
    /** For each page of ours, its page in the file. */
    private int[] places = new int[1 << 14];
    private PackOutput output;
    private boolean published;
    private int nextNumber;
    private boolean broken;
    /** Size of the file when it was last made of what is needed. */
    private long neededBytes;
    private int dropped;

    /**
     * Creates it beside its name; see {@link #publish}.
     *
     * @param origin tells what the checkpoints are of, see {@link CheckpointPack#origin}
     */
    public GrowingPack(Path target, long origin) throws IOException {
        this.target = target;
        this.origin = origin;
        aside = target.resolveSibling(target.getFileName() + ".new");
        remade = target.resolveSibling(target.getFileName() + ".again");
        Files.deleteIfExists(aside);
        Files.deleteIfExists(remade);
        output = new PackOutput(aside);
        output.origin(origin);
    }

    /** Puts it in place of what was under its name. */
    public void publish() throws IOException {
        if (!published) {
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            published = true;
        }
    }

    @Override
    public Path file() {
        return published ? target : aside;
    }

    @Override
    public long sizeBytes() throws IOException {
        return output.sizeBytes();
    }

    /** Of those that were taken and not dropped, in order. */
    public List<Mark> marks() {
        return kept.stream().map(Checkpoint::mark).toList();
    }

    @Override
    int put(MemorySegment memory, long offset) throws IOException {
        if (broken) {
            throw new IllegalStateException(file() + ": an earlier write failed");
        }
        int page = digests.find(memory, offset);
        if (page >= 0) {
            return page;
        }
        output.next().copyFrom(memory.asSlice(offset, PageIndex.PAGE_BYTES));
        int place = output.add();
        int added = digests.add();
        if (added == places.length) {
            places = Arrays.copyOf(places, added * 2);
        }
        places[added] = place;
        return added;
    }

    @Override
    int putZeros() throws IOException {
        return put(zeros, 0);
    }

    @Override
    Checkpoint commit(Mark mark, ProcessState process, PageIndex pages) throws IOException {
        output.flush();
        Checkpoint checkpoint = new Checkpoint(nextNumber++, mark, process, pages);
        output.checkpoint(placed(checkpoint));
        kept.add(checkpoint);
        return checkpoint;
    }

    /** As the file has it. */
    private Checkpoint placed(Checkpoint checkpoint) {
        PageIndex pages = checkpoint.pages();
        PageIndex.Builder index = new PageIndex.Builder();
        for (int run = 0; run < pages.runCount(); run++) {
            for (int i = 0; i < pages.count(run); i++) {
                index.add(pages.address(run) + (long) i * PageIndex.PAGE_BYTES, places[pages.filePage(run) + i]);
            }
        }
        return new Checkpoint(checkpoint.number(), checkpoint.mark(), checkpoint.process(), index.build());
    }

    /**
     * Drops checkpoints; the last one is not asked for, because the next is made of what changed since it.
     *
     * @param making whether the file is to be made again in any case
     * @return whether it was
     */
    public boolean drop(Predicate<Mark> unwanted, Making making) throws IOException {
        int before = kept.size();
        kept.subList(0, Math.max(0, before - 1)).removeIf(checkpoint -> unwanted.test(checkpoint.mark()));
        dropped += before - kept.size();
        boolean worthIt = sizeBytes() >= 2 * neededBytes && sizeBytes() >= LEAST_GARBAGE_BYTES;
        if (dropped == 0 || making == Making.IF_WORTH_IT && !worthIt) {
            return false;
        }
        remake();
        return true;
    }

    /** Writes what is needed, in the order in which it stands, to a new file, and puts that in place. */
    private void remake() throws IOException {
        BitSet needed = new BitSet();
        for (Checkpoint checkpoint : kept) {
            PageIndex pages = checkpoint.pages();
            for (int run = 0; run < pages.runCount(); run++) {
                needed.set(pages.filePage(run), pages.filePage(run) + pages.count(run));
            }
        }
        int[] ordered = needed.stream().boxed().sorted((a, b) -> Integer.compare(places[a], places[b])).mapToInt(Integer::intValue).toArray();
        PackOutput fresh = new PackOutput(remade);
        try (CheckpointPack old = CheckpointPack.open(file())) {
            fresh.origin(origin);
            int[] freshPlaces = places.clone();
            for (int page : ordered) {
                old.readPage(places[page], fresh.next());
                freshPlaces[page] = fresh.add();
            }
            fresh.flush();
            places = freshPlaces;
            for (Checkpoint checkpoint : kept) {
                fresh.checkpoint(placed(checkpoint));
            }
            Files.move(remade, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            broken = true;
            fresh.close();
            throw e;
        }
        output.close();
        output = fresh;
        digests.keep(needed);
        neededBytes = sizeBytes();
        dropped = 0;
    }

    @Override
    void markBroken() {
        broken = true;
    }

    @Override
    long countWrong(PageTruth truth, int number) throws IOException {
        try (CheckpointPack written = CheckpointPack.open(file())) {
            return truth.countWrong(written.checkpoint(number).orElseThrow().pages(), written);
        }
    }

    /** Says in the file that nothing follows. */
    public void finish() throws IOException {
        output.end();
    }

    /** Removes what has not got its name. */
    @Override
    public void close() throws IOException {
        output.close();
        arena.close();
        if (!published) {
            Files.deleteIfExists(aside);
        }
        Files.deleteIfExists(remade);
    }
}
