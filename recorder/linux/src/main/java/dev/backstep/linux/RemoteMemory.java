package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of another process, which should be stopped. Needs the right to ptrace it. Segments must be native.
 *
 * <p>{@code /proc/PID/mem} reaches every page, whatever its protection; process_vm_readv(2) copies many pieces at once
 * but respects protections. Not for several threads.
 */
public final class RemoteMemory implements AutoCloseable {
    /** {@code UIO_MAXIOV}, {@code include/uapi/linux/uio.h}. */
    private static final int PIECES_PER_CALL = 1024;
    private static final long PAGE = 4096;

    private final int pid;
    private final Descriptor file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment local = arena.allocate(16, 8);
    private final MemorySegment remote = arena.allocate(16L * PIECES_PER_CALL, 8);

    public RemoteMemory(int pid) {
        this.pid = pid;
        file = Descriptor.open("/proc/" + pid + "/mem", Descriptor.O_RDWR);
    }

    /** @throws SyscallException if a page cannot be read, with errno EIO if there is none */
    public void read(long address, MemorySegment target) {
        long done = 0;
        while (done < target.byteSize()) {
            long count = file.readSome(target.asSlice(done), address + done);
            if (count == 0) {
                throw new SyscallException("read of memory at " + Long.toHexString(address + done), Errno.EIO);
            }
            done += Syscall.check("read of memory at " + Long.toHexString(address + done), count);
        }
    }

    /** Reads up to the first page that cannot be read. @return the number of bytes read */
    public long readAvailable(long address, MemorySegment target) {
        long done = 0;
        while (done < target.byteSize()) {
            long count = file.readSome(target.asSlice(done), address + done);
            if (count == 0 || count == -Errno.EIO || count == -Errno.EFAULT) {
                return done;
            }
            done += Syscall.check("read of memory at " + Long.toHexString(address + done), count);
        }
        return done;
    }

    public byte[] read(long address, int lengthBytes) {
        try (Arena buffer = Arena.ofConfined()) {
            MemorySegment target = buffer.allocate(lengthBytes, 8);
            read(address, target);
            return target.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    public void write(long address, MemorySegment source) {
        long done = 0;
        while (done < source.byteSize()) {
            done += Syscall.check("write of memory at " + Long.toHexString(address + done),
                    file.writeSome(source.asSlice(done), address + done));
        }
    }

    public void write(long address, byte[] source) {
        try (Arena buffer = Arena.ofConfined()) {
            write(address, buffer.allocate(Math.max(1, source.length)).copyFrom(MemorySegment.ofArray(source))
                    .asSlice(0, source.length));
        }
    }

    /**
     * Copies the ranges one after the other to the beginning of {@code target}.
     *
     * @throws SyscallException if a page is not there
     */
    public void gather(List<PageRange> ranges, MemorySegment target) {
        copy(ranges, target, (address, page) -> read(address, page));
    }

    /**
     * The same of a process that runs, whose memory may go meanwhile.
     *
     * @return the pages that were not there; their place in the target is left as it is
     */
    public List<PageRange> gatherAvailable(List<PageRange> ranges, MemorySegment target) {
        List<PageRange> missing = new ArrayList<>();
        copy(ranges, target, (address, page) -> {
            if (readAvailable(address, page) != PAGE) {
                missing.add(new PageRange(address, address + PAGE, true));
            }
        });
        return missing;
    }

    /** Copies a page that process_vm_readv(2) does not. */
    private interface SinglePage {
        void read(long address, MemorySegment target);
    }

    private void copy(List<PageRange> ranges, MemorySegment target, SinglePage single) {
        Progress progress = new Progress(ranges);
        while (!progress.isDone()) {
            long wanted = progress.describe(remote);
            MemorySegment rest = target.asSlice(progress.copied, wanted);
            local.set(ValueLayout.JAVA_LONG, 0, rest.address());
            local.set(ValueLayout.JAVA_LONG, 8, wanted);
            long count = Syscall.raw(SyscallNumbers.PROCESS_VM_READV, pid, local.address(), 1, remote.address(),
                    progress.described, 0);
            if (count != -Errno.EFAULT) {
                progress.advance(Syscall.check("process_vm_readv of " + pid, count));
            }
            if (count != wanted) {   // the next page is protected from reading, or gone
                single.read(progress.address(), target.asSlice(progress.copied, PAGE));
                progress.advance(PAGE);
            }
        }
    }

    /** How far a list of ranges has been copied. */
    private static final class Progress {
        private final List<PageRange> ranges;
        private int index;
        private long inRange;
        private long copied;
        private int described;

        Progress(List<PageRange> ranges) {
            this.ranges = ranges;
        }

        boolean isDone() {
            return index == ranges.size();
        }

        long address() {
            return ranges.get(index).start() + inRange;
        }

        /** Fills {@code struct iovec}s with what comes next. @return its length in bytes */
        long describe(MemorySegment vectors) {
            long total = 0;
            described = 0;
            for (int i = index; i < ranges.size() && described < PIECES_PER_CALL; i++, described++) {
                long skip = i == index ? inRange : 0;
                vectors.set(ValueLayout.JAVA_LONG, 16L * described, ranges.get(i).start() + skip);
                vectors.set(ValueLayout.JAVA_LONG, 16L * described + 8, ranges.get(i).lengthBytes() - skip);
                total += ranges.get(i).lengthBytes() - skip;
            }
            return total;
        }

        void advance(long count) {
            copied += count;
            inRange += count;
            while (index < ranges.size() && inRange >= ranges.get(index).lengthBytes()) {
                inRange -= ranges.get(index).lengthBytes();
                index++;
            }
        }
    }

    @Override
    public void close() {
        file.close();
        arena.close();
    }
}
