package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;
import java.util.List;

/**
 * A mapping in a checkpoint.
 *
 * @param file which contents its file had; NONE without a file that will be opened
 */
record MappingState(MemoryMapping mapping, Backing backing, FileIdentity file) {
    /** Of a process that is frozen; the files have not been looked at yet. */
    static List<MappingState> of(List<MemoryMapping> mappings) {
        return mappings.stream().filter(mapping -> !mapping.path().equals("[vsyscall]"))
                .map(mapping -> new MappingState(mapping, backingOf(mapping), FileIdentity.NONE)).toList();
    }

    /** Whether its pages are found by a {@link WriteWatch}. */
    static boolean isPrivate(MemoryMapping mapping) {
        Backing backing = backingOf(mapping);
        return backing != Backing.COPY && backing != Backing.KERNEL && !mapping.isShared();
    }

    static Backing backingOf(MemoryMapping mapping) {
        if (mapping.isKernels()) {
            return Backing.KERNEL;
        }
        if (!mapping.hasFile()) {
            return Backing.ANONYMOUS;
        }
        return mapping.isDeleted() || mapping.isShared() && mapping.isWritable() ? Backing.COPY : Backing.FILE;
    }
}
