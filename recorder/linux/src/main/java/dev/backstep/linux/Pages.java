package dev.backstep.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which pages of its own a process has: present or swapped out, and not a file's. From {@code /proc/PID/pagemap},
 * either by its entries or by PAGEMAP_SCAN, which can also tell and reset which were written. Not for several threads.
 */
public final class Pages implements AutoCloseable {
    /** What a scan does with the marks of written pages. */
    public enum Marks {
        KEEP,
        /** In memory that is not watched this finds <em>nothing</em> and says nothing: the kernel skips it. */
        RESET,
        /** The same, but it says so. For one mapping: if a second one is not watched, marks of the first would be lost. */
        RESET_IF_WATCHED
    }

    // PAGEMAP_SCAN: include/uapi/linux/fs.h, Documentation/admin-guide/mm/pagemap.rst; since Linux 6.7.
    private static final long IOCTL_PAGEMAP_SCAN = 0xC0606610L;
    private static final long WP_MATCHING = 1;
    private static final long CHECK_WPASYNC = 2;
    private static final long IS_WRITTEN = 2;
    private static final long IS_FILE = 4;
    private static final long IS_PRESENT = 8;
    private static final long IS_SWAPPED = 16;
    private static final long IS_ZERO_FRAME = 32;
    // struct pm_scan_arg: size, flags, start, end, walk_end, vec, vec_len, max_pages, category_inverted, category_mask,
    // category_anyof_mask, return_mask; 8 bytes each.
    private static final int ARGUMENT_BYTES = 96;
    private static final int FLAGS = 1;
    private static final int START = 2;
    private static final int END = 3;
    private static final int INVERTED = 8;
    private static final int ALL_OF = 9;
    private static final int REGION_BYTES = 24;
    private static final int REGIONS_PER_CALL = 4096;
    // Bits of an entry of pagemap.
    private static final long ENTRY_PRESENT = 1L << 63;
    private static final long ENTRY_SWAPPED = 1L << 62;
    private static final long ENTRY_FILE = 1L << 61;
    private static final int ENTRIES_PER_READ = 1 << 16;

    private final Descriptor pagemap;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment argument = arena.allocate(ARGUMENT_BYTES, 8);
    private final MemorySegment regions = arena.allocate((long) REGION_BYTES * REGIONS_PER_CALL, 8);
    private final MemorySegment entries = arena.allocate(8L * ENTRIES_PER_READ, 8);

    public Pages(int pid) {
        pagemap = Descriptor.open("/proc/" + pid + "/pagemap", Descriptor.O_RDONLY);
        // What does not change is set once: this is called for each mapping while a process stands still.
        argument.copyFrom(MemorySegment.ofArray(new long[] {
            ARGUMENT_BYTES, 0, 0, 0, 0, regions.address(), REGIONS_PER_CALL, 0, 0, 0, IS_PRESENT | IS_SWAPPED, IS_WRITTEN}));
    }

    /**
     * The pages between two addresses of a mapping, ascending, and which were written since their marks were reset. Pages of zeros
     * that the kernel shares do not count. Where nobody watches ({@link Userfaultfd}), all count as written.
     *
     * @param mapping tells whether there may be pages of a file: to look at that takes ten times as long
     * @return false if it is not watched and that was asked for; then nothing was found or reset
     */
    public boolean scan(MemoryMapping mapping, long start, long end, Marks marks, Consumer<PageRange> result) {
        long at = start;
        while (at < end) {
            int count = scan(at, end, marks, mapping.hasFile() ? IS_FILE | IS_ZERO_FRAME : IS_ZERO_FRAME);
            if (count < 0) {
                return false;
            }
            for (int i = 0; i < count; i++) {
                long region = (long) i * REGION_BYTES;
                result.accept(new PageRange(regions.get(ValueLayout.JAVA_LONG, region),
                        regions.get(ValueLayout.JAVA_LONG, region + 8),
                        (regions.get(ValueLayout.JAVA_LONG, region + 16) & IS_WRITTEN) != 0));
            }
            if (count < REGIONS_PER_CALL) {
                // The end, whatever walk_end says: it stays at the last batch of 512 entries, and scanning from there
                // would report pages a second time, now as not written.
                return true;
            }
            at = regions.get(ValueLayout.JAVA_LONG, (long) (count - 1) * REGION_BYTES + 8);
        }
        return true;
    }

    /** @return how many regions were found, -1 if the memory is not watched */
    private int scan(long start, long end, Marks marks, long unwanted) {
        argument.setAtIndex(ValueLayout.JAVA_LONG, FLAGS, switch (marks) {
            case KEEP -> 0;
            case RESET -> WP_MATCHING;
            case RESET_IF_WATCHED -> WP_MATCHING | CHECK_WPASYNC;
        });
        argument.setAtIndex(ValueLayout.JAVA_LONG, START, start);
        argument.setAtIndex(ValueLayout.JAVA_LONG, END, end);
        argument.setAtIndex(ValueLayout.JAVA_LONG, INVERTED, unwanted);
        argument.setAtIndex(ValueLayout.JAVA_LONG, ALL_OF, unwanted);
        long result = Syscall.raw(SyscallNumbers.IOCTL, pagemap.number(), IOCTL_PAGEMAP_SCAN, argument.address());
        if (result == -Errno.EPERM && marks == Marks.RESET_IF_WATCHED) {
            return -1;
        }
        if (Errno.isError(result)) {
            throw new SyscallException("PAGEMAP_SCAN of %x-%x".formatted(start, end), (int) -result);
        }
        return (int) result;
    }

    /**
     * The same by reading entries: works on every kernel, all pages count as written, and pages of zeros are among
     * them.
     */
    public void list(MemoryMapping mapping, Consumer<PageRange> result) {
        long runStart = -1;
        long address = mapping.start();
        while (address < mapping.end()) {
            long count = Math.min(ENTRIES_PER_READ, (mapping.end() - address) / PageRange.PAGE_BYTES);
            long got = Syscall.check("read of pagemap for " + mapping,
                    pagemap.readSome(entries.asSlice(0, count * 8), address / PageRange.PAGE_BYTES * 8)) / 8;
            if (got == 0) {
                throw new SyscallException("read of pagemap for " + mapping, Errno.EIO);
            }
            for (int i = 0; i < got; i++, address += PageRange.PAGE_BYTES) {
                boolean own = isOwn(entries.getAtIndex(ValueLayout.JAVA_LONG, i));
                if (own && runStart < 0) {
                    runStart = address;
                } else if (!own && runStart >= 0) {
                    result.accept(new PageRange(runStart, address, true));
                    runStart = -1;
                }
            }
        }
        if (runStart >= 0) {
            result.accept(new PageRange(runStart, address, true));
        }
    }

    private static boolean isOwn(long entry) {
        return (entry & (ENTRY_PRESENT | ENTRY_SWAPPED)) != 0 && (entry & ENTRY_FILE) == 0;
    }

    /** Tries PAGEMAP_SCAN on this process. @throws SyscallException if the kernel has it not */
    public static void probeScan() {
        int self = (int) ProcessHandle.current().pid();
        List<MemoryMapping> mappings = new ProcFiles(self).mappings();
        try (Pages pages = new Pages(self)) {
            pages.scan(mappings.getFirst(), mappings.getFirst().start(), mappings.getFirst().end(), Marks.KEEP, _ -> { });
        }
    }

    @Override
    public void close() {
        pagemap.close();
        arena.close();
    }
}
