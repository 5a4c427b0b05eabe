package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import dev.backstep.linux.ProcFiles;
import dev.backstep.linux.Registers;
import dev.backstep.linux.RemoteMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mappings of a process by its core: where they were and how they were protected, and what of which file was mapped. What a
 * core does not say: what was shared (all becomes private), and where the kernel's own pages were, but for the vdso. The others
 * stand at the same distance from it in every process of a kernel.
 */
final class CoreMappings {
    private static final int FIRST_PAGE = PageIndex.PAGE_BYTES;
    /** gdb leaves memory out that may not be accessed. Larger gaps than this between mappings are no reserved memory. */
    private static final long LARGEST_RESERVED_BYTES = 64L << 30;
    /** The main thread's stack may grow into what is before it. */
    private static final String STACK = "[stack]";
    private static final String HEAP = "[heap]";
    /** Where {@code brk} begins is up to 32 MB behind the program: {@code arch_randomize_brk}. */
    private static final long BREAK_FARTHEST_BYTES = 64L << 20;

    private final CoreFile core;
    private final CoreMemory memory;
    private final long vdso;
    private final String executable;
    private final List<String> losses;

    private CoreMappings(CoreFile core, CoreMemory memory, long vdso, String executable, List<String> losses) {
        this.core = core;
        this.memory = memory;
        this.vdso = vdso;
        this.executable = executable;
        this.losses = losses;
    }

    /**
     * Ascending.
     *
     * @param losses gets what is missing
     * @throws RestoreException if the core is from another kernel, or files have changed since
     */
    static List<MappingState> of(CoreFile core, CoreMemory memory, long vdso, String executable, List<String> losses) {
        return MappingState.of(new CoreMappings(core, memory, vdso, executable, losses).all());
    }

    private List<MemoryMapping> all() {
        List<MemoryMapping> kernels = kernels();
        List<MemoryMapping> result = new ArrayList<>(kernels);
        for (CoreFile.Load load : core.loads()) {
            boolean isKernels = load.start() < 0 || kernels.stream().anyMatch(kernel -> kernel.start() < load.end() && load.start() < kernel.end());
            if (!isKernels && load.start() < load.end()) {
                result.add(mapping(load));
            }
        }
        result.sort(Comparator.comparingLong(MemoryMapping::start));
        nameHeap(result);
        if (core.loads().stream().allMatch(load -> load.protection() != 0)) {
            reserveGaps(result);
        }
        return result;
    }

    /** As they are in this process, moved to where its vdso was. */
    private List<MemoryMapping> kernels() {
        int self = (int) ProcessHandle.current().pid();
        List<MemoryMapping> own = new ProcFiles(self).mappings().stream()
                .filter(mapping -> mapping.isKernels() && !mapping.path().equals("[vsyscall]")).toList();
        MemoryMapping ownVdso = own.stream().filter(mapping -> mapping.path().equals("[vdso]")).findFirst()
                .orElseThrow(() -> new RestoreException("this kernel has no vdso"));
        byte[] code;
        try (RemoteMemory here = new RemoteMemory(self)) {
            code = here.read(ownVdso.start(), (int) ownVdso.lengthBytes());
        }
        if (!Arrays.equals(code, memory.read(vdso, code.length))) {
            throw new RestoreException("the core is from another kernel: its vdso is another one");
        }
        long distance = vdso - ownVdso.start();
        return own.stream().map(mapping -> new MemoryMapping(mapping.start() + distance, mapping.end() + distance,
                mapping.permissions(), mapping.offset(), mapping.inode(), mapping.path())).toList();
    }

    private MemoryMapping mapping(CoreFile.Load load) {
        String permissions = (((load.protection() & 1) != 0 ? "r" : "-") + ((load.protection() & 2) != 0 ? "w" : "-")
                + ((load.protection() & 4) != 0 ? "x" : "-")) + "p";
        Optional<CoreFile.FileRange> file = core.files().stream()
                .filter(range -> range.start() <= load.start() && load.end() <= range.end()).findFirst();
        if (file.isEmpty()) {
            boolean stack = core.threads().stream().filter(thread -> thread.id() == core.pid())
                    .map(thread -> thread.registers()[Registers.RSP]).anyMatch(pointer -> load.start() <= pointer && pointer < load.end());
            return new MemoryMapping(load.start(), load.end(), permissions, 0, 0, stack ? STACK : "");
        }
        CoreFile.FileRange range = file.get();
        if (!Files.isReadable(Path.of(range.path()))) {
            if (!isWhole(load)) {
                losses.add("what was mapped of " + range.path() + ", which is not there any more: zeros in its place");
            }
            return new MemoryMapping(load.start(), load.end(), permissions, 0, 0, "");
        }
        checkUnchanged(load, range);
        // Any inode that is not 0: there is a file.
        return new MemoryMapping(load.start(), load.end(), permissions, range.offset() + load.start() - range.start(), 1, range.path());
    }

    private boolean isWhole(CoreFile.Load load) {
        return core.segments().stream().anyMatch(segment -> segment.address() == load.start()
                && segment.lengthBytes() >= load.end() - load.start());
    }

    /** The kernel writes the first page of each program and library into the core, where their build ids are. */
    private void checkUnchanged(CoreFile.Load load, CoreFile.FileRange range) {
        boolean isFirst = range.offset() == 0 && load.start() == range.start() && (load.protection() & 2) == 0;
        boolean isThere = core.segments().stream().anyMatch(segment -> segment.address() == load.start());
        // Behind the end of a file there are zeros.
        if (isFirst && isThere && !Arrays.equals(memory.read(load.start(), FIRST_PAGE),
                Arrays.copyOf(memory.readFile(load.start(), FIRST_PAGE), FIRST_PAGE))) {
            throw new RestoreException(range.path() + " is another file than the one that the process had mapped");
        }
    }

    /** The memory behind the program that {@code brk} gives. */
    private void nameHeap(List<MemoryMapping> mappings) {
        long end = mappings.stream().filter(mapping -> mapping.path().equals(executable)).mapToLong(MemoryMapping::end).max().orElse(0);
        for (int i = 0; i < mappings.size(); i++) {
            MemoryMapping mapping = mappings.get(i);
            if (mapping.start() >= end && end > 0) {
                // What follows the program at once is its own uninitialised data.
                if (!mapping.hasFile() && mapping.start() > end && mapping.start() - end < BREAK_FARTHEST_BYTES && mapping.isWritable()) {
                    mappings.set(i, new MemoryMapping(mapping.start(), mapping.end(), mapping.permissions(), 0, 0, HEAP));
                    return;
                }
                if (mapping.start() > end) {
                    return;
                }
            }
        }
    }

    /**
     * A JVM reserves memory, and takes pieces of it into use at fixed addresses. Would the kernel give them to somebody else
     * meanwhile, they would be written over. So all gaps of such a size are taken for reserved.
     */
    private void reserveGaps(List<MemoryMapping> mappings) {
        List<MemoryMapping> gaps = new ArrayList<>();
        for (int i = 1; i < mappings.size(); i++) {
            MemoryMapping before = mappings.get(i - 1);
            MemoryMapping behind = mappings.get(i);
            long length = behind.start() - before.end();
            if (length > 0 && length <= LARGEST_RESERVED_BYTES && !behind.path().equals(STACK) && !before.path().equals(HEAP)) {
                gaps.add(new MemoryMapping(before.end(), behind.start(), "---p", 0, 0, ""));
            }
        }
        mappings.addAll(gaps);
        mappings.sort(Comparator.comparingLong(MemoryMapping::start));
        losses.add("which memory it had only reserved: all gaps between its memory are taken for that");
    }
}
