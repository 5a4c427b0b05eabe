package dev.backstep.checkpoint;

/**
 * The layout of a checkpoint file. All numbers are little-endian; everything begins at a multiple of 4096 bytes, so
 * that pages can be mapped.
 *
 * <pre>
 *  page 0   magic 8 | version 4 | crc of the twelve bytes before 4 | zeros
 *  then records, one after the other:
 *    header page   magic 4 | kind 4 | payload length 8 | crc of the payload 4 | crc of the twenty bytes before 4 | zeros
 *    payload       padded to 4096 bytes
 *  kind PAGES       contents of pages that no record before has
 *  kind CHECKPOINT  a Checkpoint as CheckpointSerializer writes it; refers to pages before it by their number in the file
 * </pre>
 *
 * <p>A header page is written after its payload. So the file ends, for a reader, where the first header is not valid:
 * what a killed writer left behind counts as not there. Checksums are CRC-32C.
 */
final class CheckpointLayout {
    static final long MAGIC = 0x5354504B43534B42L;   // "BKSCKPTS"
    static final int VERSION = 1;
    static final int RECORD_MAGIC = 0x4345524B;      // "KREC"
    static final int KIND_PAGES = 1;
    static final int KIND_CHECKPOINT = 2;
    static final int FILE_HEADER_BYTES = 16;
    static final int RECORD_HEADER_BYTES = 24;

    private CheckpointLayout() { }

    static long paddedToPage(long lengthBytes) {
        return lengthBytes + PageIndex.PAGE_BYTES - 1 & -PageIndex.PAGE_BYTES;
    }
}
