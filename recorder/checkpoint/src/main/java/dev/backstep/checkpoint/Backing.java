package dev.backstep.checkpoint;

/** Where the contents of a mapping come from when it is restored. The order is part of the file format. */
enum Backing {
    /** The kernel makes it: vdso, vvar. */
    KERNEL,
    /** Zeros, and the pages of the checkpoint over them. */
    ANONYMOUS,
    /** The file, and the pages of the checkpoint over it. */
    FILE,
    /**
     * The pages of the checkpoint only: what is shared with others is cut off from them, so that a restored process
     * cannot change it.
     */
    COPY
}
