package dev.backstep.checkpoint;

/**
 * The layout of a pack: checkpoints at rest, compressed. All numbers are little-endian.
 *
 * <pre>
 *  magic 8 | version 4 | crc of the twelve bytes before 4
 *  then records, one after the other:
 *    magic 4 | kind 4 | payload length 8 | crc of the payload 4 | crc of the twenty bytes before 4
 *    payload
 *  kind PAGES        up to CHUNK_PAGES pages, by zstd; page number = how many pages come before in the file
 *  kind CHECKPOINT   length 4, then a Checkpoint as CheckpointSerializer writes it, by zstd
 *  kind ORIGIN       8 bytes that tell what the checkpoints are of, such as a recording. First in a pack that grows
 *  kind END          nothing follows; a pack that grows lacks it while it is written, and for good if its writer was killed
 * </pre>
 *
 * <p>A pack that grows ends for a reader where the first record is not whole. Checksums are CRC-32C. Version 1 had no ORIGIN.
 */
final class PackLayout {
    static final long MAGIC = 0x4B43415043534B42L;   // "BKSCPACK"
    static final int VERSION = 2;
    static final int RECORD_MAGIC = 0x4345524B;      // "KREC"
    static final int KIND_PAGES = 1;
    static final int KIND_CHECKPOINT = 2;
    static final int KIND_END = 3;
    static final int KIND_ORIGIN = 4;
    static final int FILE_HEADER_BYTES = 16;
    static final int RECORD_HEADER_BYTES = 24;
    static final int CHUNK_PAGES = 64;

    private PackLayout() { }
}
