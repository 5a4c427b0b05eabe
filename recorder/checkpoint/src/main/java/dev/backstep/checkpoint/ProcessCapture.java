package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.PageRange;
import dev.backstep.linux.Pages;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Ptrace;
import dev.backstep.linux.RemoteMemory;
import dev.backstep.linux.SyscallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes checkpoints of one running process, each after the first with only the pages written since. The process runs on
 * afterwards, whatever happens here: it is let go in {@code finally}, at the latest when the tracer thread ends, and by
 * the kernel if this JVM dies.
 *
 * <p>Not for several threads. The process must not be one that this JVM has started by {@code ProcessBuilder}: the JDK
 * waits for those, and would take our stops for their end. Use {@link dev.backstep.linux.Spawner}.
 */
public final class ProcessCapture implements AutoCloseable {
    /** What is shared must be copied whole each time. */
    private static final long SHARED_MAX_BYTES = 64L << 20;
    private static final int ENDING_LOOKS = 100;
    private static final long ENDING_LOOK_NANOS = 10_000_000;

    private final int pid;
    private final CheckpointSink writer;
    private final CaptureOptions options;
    private final RemoteMemory memory;
    private final Pages pages;
    private final ProcessInspector inspector;
    private final CopyBuffer buffer = new CopyBuffer();
    private final FrozenCopy copier;
    private final HotChunks hot = new HotChunks();
    /** By inode and path. */
    private final Map<String, FileIdentity> files = new HashMap<>();
    private HarmlessCalls.Code code;
    private WriteWatch watch;
    /** The checkpoint before this one; null if all pages have to be copied. */
    private Checkpoint parent;
    private long lastCopiedBytes;

    /** What is brought along from a frozen process. */
    private record Frozen(ProcessState process, MemorySnapshot snapshot, MemorySegment copy, EarlyCopy early, PageTruth truth,
            long pauseNanos) { }

    /**
     * Does not touch the process yet.
     *
     * @param writer stays the caller's, who closes it after this
     * @throws ProcessNotSupportedException if this JVM is waiting for the process
     * @throws dev.backstep.linux.SyscallException if the process may not be looked at: see {@link Capabilities}
     */
    public ProcessCapture(int pid, CheckpointSink writer, CaptureOptions options) {
        this.pid = pid;
        this.writer = writer;
        this.options = options;
        if (new ProcFiles(pid).isAwaitedByThisJvm()) {
            throw new ProcessNotSupportedException(pid,
                    "this JVM waits for its end, which ptrace would disturb; start it by Spawner, or capture from another JVM");
        }
        memory = new RemoteMemory(pid);
        try {
            pages = new Pages(pid);
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        try {
            inspector = new ProcessInspector(pid, memory);
            copier = new FrozenCopy(pid, memory);
        } catch (RuntimeException e) {
            pages.close();
            memory.close();
            throw e;
        }
    }

    /**
     * Takes a checkpoint that has no place in a recording.
     *
     * @see #capture(Mark)
     */
    public CaptureReport capture() throws IOException {
        return capture(Mark.NONE);
    }

    /**
     * Takes a checkpoint.
     *
     * @throws ProcessNotSupportedException if the process is of a kind that cannot be captured, or is gone
     * @throws IllegalStateException if it does not stop in time
     * @throws IOException if the file cannot be written; the writer is of no use then
     */
    public CaptureReport capture(Mark mark) throws IOException {
        Checkpoint base = parent;
        // If anything fails from here on, marks of written pages may be lost, and the next checkpoint copies all.
        parent = null;
        Frozen frozen;
        try {
            frozen = copy(base);
        } catch (SyscallException | UncheckedIOException | IllegalStateException e) {
            throw hasEnded() ? new ProcessNotSupportedException(pid, "it has ended", e) : e;
        }
        long start = System.nanoTime();
        long before = writer.sizeBytes();
        // Looked at after the thaw: what is mapped keeps its contents unless somebody writes to the file.
        ProcessState process = frozen.process.withFiles(mapping -> files.computeIfAbsent(
                mapping.inode() + " " + mapping.path(), _ -> FileIdentity.of(mapping.path())));
        Checkpoint checkpoint;
        try {
            PageIndex index = store(frozen, base);
            checkpoint = writer.commit(mark, process, index);
        } catch (IOException | RuntimeException e) {
            writer.markBroken();
            throw e;
        }
        hot.taken();
        parent = checkpoint;
        long added = (writer.sizeBytes() - before) / PageIndex.PAGE_BYTES;
        long stored = System.nanoTime();
        return new CaptureReport(checkpoint, frozen.pauseNanos, stored - start, frozen.snapshot.presentPages(),
                frozen.early.pageCount(), frozen.snapshot.writtenPages(), added, frozen.truth == null ? 0 : frozen.truth.pageCount(),
                frozen.truth == null ? 0 : writer.countWrong(frozen.truth, checkpoint.number()));
    }

    /**
     * Whatever failed, it did because the process was killed meanwhile. System calls about it fail in many ways then, and before
     * {@code /proc} says that it is no more.
     */
    private boolean hasEnded() {
        ProcFiles proc = new ProcFiles(pid);
        for (int i = 0; i < ENDING_LOOKS; i++) {
            if (!proc.isAlive()) {
                return true;
            }
            LockSupport.parkNanos(ENDING_LOOK_NANOS);
        }
        return false;
    }

    /** Most of it while the process runs, the rest while it stands still. */
    private Frozen copy(Checkpoint base) {
        buffer.clear();
        if (base == null) {
            hot.clear();
        }
        try (TracerThread tracer = new TracerThread(options.patience())) {
            long pauseNanos = watch == null ? tracer.call(this::prepare) : 0;
            EarlyCopy early = watch.tellsWritten() ? EarlyCopy.of(pid, watch, memory, buffer, base == null) : EarlyCopy.NONE;
            buffer.reserve(watch.tellsWritten() ? Math.max(lastCopiedBytes, early.lastBytes()) * 2 : ownBytes() * 5 / 4);
            Frozen frozen = tracer.call(ptrace -> freezeAndCopy(ptrace, base, early, pauseNanos));
            lastCopiedBytes = frozen.copy.byteSize();
            return frozen;
        }
    }

    private long ownBytes() {
        String kilobytes = new ProcFiles(pid).status("RssAnon").replace(" kB", "");
        return kilobytes.isEmpty() ? 0 : Long.parseLong(kilobytes) * 1024;
    }

    /** Begins to watch the process. @return how long it stood still for that */
    private long prepare(Ptrace ptrace) {
        List<MemoryMapping> mappings;
        long since;
        try (FrozenProcess frozen = FrozenProcess.freeze(ptrace, pid)) {
            since = frozen.sinceNanos();
            mappings = new ProcFiles(pid).mappings();
            checkSupported(pid, memory, mappings);
            code = HarmlessCalls.Code.find(memory, mappings);
            inspector.askAll(ptrace, frozen, code);
            watch = options.tracking() == CaptureOptions.Tracking.WRITE_WATCH
                    ? WriteWatch.byKernel(pid, new HarmlessCalls(ptrace, memory, code, pid), pages, hot)
                    : WriteWatch.none(pages);
        }
        return System.nanoTime() - since;
    }

    private Frozen freezeAndCopy(Ptrace ptrace, Checkpoint base, EarlyCopy early, long stoodNanos) {
        ProcessState process;
        MemorySnapshot snapshot;
        MemorySegment copy;
        PageTruth truth;
        long since;
        try (FrozenProcess frozen = FrozenProcess.freeze(ptrace, pid)) {
            since = frozen.sinceNanos();
            List<MemoryMapping> mappings = new ProcFiles(pid).mappings();
            checkSupported(pid, memory, mappings);
            List<MappingState> states = MappingState.of(mappings);
            process = inspector.inspect(ptrace, frozen, states, code);
            snapshot = MemorySnapshot.of(pid, states, memory, watch::collect,
                    (range, result) -> early.settle(range, base == null, result));
            copy = buffer.take(snapshot.writtenPages() * PageIndex.PAGE_BYTES);
            copier.gather(snapshot.written(), copy);
            truth = options.verification() == CaptureOptions.Verification.PAGES
                    ? PageTruth.of(pid, states, pages, memory)
                    : null;
        }
        return new Frozen(process, snapshot, copy, early, truth, stoodNanos + System.nanoTime() - since);
    }

    /** @throws ProcessNotSupportedException if the process has memory that cannot be captured */
    static void checkSupported(int pid, RemoteMemory memory, List<MemoryMapping> mappings) {
        long shared = 0;
        for (MemoryMapping mapping : mappings) {
            if (mapping.isShared() && mapping.path().startsWith("/memfd:java_heap")) {
                throw new ProcessNotSupportedException(pid,
                        "its heap is shared memory, as of ZGC; use -XX:+UseG1GC, -XX:+UseSerialGC or -XX:+UseParallelGC");
            }
            if (MappingState.backingOf(mapping) == Backing.COPY) {
                shared += SharedMemory.contents(pid, memory, mapping).stream().mapToLong(PageRange::lengthBytes).sum();
            }
        }
        if (shared > SHARED_MAX_BYTES) {
            throw new ProcessNotSupportedException(pid, "it has " + (shared >> 20) + " MB of shared memory or of deleted files,"
                    + " and at most " + (SHARED_MAX_BYTES >> 20) + " MB can be copied with each checkpoint");
        }
    }

    /** After the thaw. */
    private PageIndex store(Frozen frozen, Checkpoint base) throws IOException {
        StoredPages stored = new StoredPages(writer, base == null ? null : base.pages(), hot);
        long offset = 0;
        for (MemorySnapshot.Piece piece : frozen.snapshot.pieces()) {
            PageRange range = piece.range();
            if (range.written()) {
                stored.add(range.start(), range.end(), frozen.copy, offset, piece.backing());
                frozen.early.split(range.start(), range.end(), (start, end, pages, _) -> {
                    for (long at = start; pages != null && at < end; at += PageIndex.PAGE_BYTES) {
                        hot.again(at);
                    }
                });
                offset += range.lengthBytes();
            } else {
                stored.addUnwritten(range, frozen.early, piece.backing());
            }
        }
        return stored.index();
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        copier.close();
        buffer.close();
        pages.close();
        memory.close();
    }
}
