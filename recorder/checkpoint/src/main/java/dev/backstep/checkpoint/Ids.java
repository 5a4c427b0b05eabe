package dev.backstep.checkpoint;

/** Process and thread ids of a restored process. */
enum Ids {
    /** Those of the checkpoint. Needs a PID namespace in which they are free. */
    SAME,
    /** Any. The C library is told. */
    NEW
}
