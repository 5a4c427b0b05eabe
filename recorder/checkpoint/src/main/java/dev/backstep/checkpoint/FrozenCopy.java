package dev.backstep.checkpoint;

import dev.backstep.linux.PageRange;
import dev.backstep.linux.RemoteMemory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Copies memory of a process that stands still, by two threads: the processor that it does not use meanwhile is free. Both take
 * piece by piece, so that nothing waits for the second one if there is no processor for it.
 */
final class FrozenCopy implements AutoCloseable {
    private static final long PIECE_BYTES = 1L << 20;

    private final RemoteMemory memory;
    private final RemoteMemory second;
    private final ExecutorService helper =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("backstep copier").factory());

    /** Adjacent ranges, and where they go. */
    private record Piece(List<PageRange> ranges, long offset, long lengthBytes) { }

    /** @param memory is used by the caller's thread only */
    FrozenCopy(int pid, RemoteMemory memory) {
        this.memory = memory;
        second = new RemoteMemory(pid);
    }

    /** Copies the ranges one after the other to the beginning of {@code target}. */
    void gather(List<PageRange> ranges, MemorySegment target) {
        List<Piece> pieces = pieces(ranges);
        AtomicInteger next = new AtomicInteger();
        Future<?> help = pieces.size() < 2 ? null : helper.submit(() -> copy(second, pieces, next, target));
        try {
            copy(memory, pieces, next, target);
        } finally {
            if (help != null) {
                await(help);
            }
        }
    }

    private static void copy(RemoteMemory memory, List<Piece> pieces, AtomicInteger next, MemorySegment target) {
        for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
            Piece piece = pieces.get(i);
            memory.gather(piece.ranges, target.asSlice(piece.offset, piece.lengthBytes));
        }
    }

    private static void await(Future<?> help) {
        boolean interrupted = false;
        while (true) {
            try {
                help.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;     // it writes to memory that is reused
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Piece> pieces(List<PageRange> ranges) {
        List<Piece> pieces = new ArrayList<>();
        List<PageRange> current = new ArrayList<>();
        long offset = 0;
        long length = 0;
        for (PageRange range : ranges) {
            for (long at = range.start(); at < range.end(); ) {
                long end = Math.min(range.end(), at + PIECE_BYTES - length);
                current.add(new PageRange(at, end, true));
                length += end - at;
                at = end;
                if (length == PIECE_BYTES) {
                    pieces.add(new Piece(current, offset, length));
                    current = new ArrayList<>();
                    offset += length;
                    length = 0;
                }
            }
        }
        if (length > 0) {
            pieces.add(new Piece(current, offset, length));
        }
        return pieces;
    }

    @Override
    public void close() {
        helper.shutdown();
        second.close();
    }
}
