package dev.backstep.checkpoint;

import dev.backstep.linux.MemoryMapping;

/**
 * A mapping in a checkpoint.
 *
 * @param file which contents its file had; NONE without a file that will be opened
 */
record MappingState(MemoryMapping mapping, Backing backing, FileIdentity file) {
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
