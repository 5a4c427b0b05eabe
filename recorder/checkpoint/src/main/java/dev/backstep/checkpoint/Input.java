package dev.backstep.checkpoint;

/** Standard input of a restored process, if it was a pipe. */
enum Input {
    /** A pipe that is silent. */
    NEW,
    /** What it has as descriptor 0 already. */
    INHERITED
}
