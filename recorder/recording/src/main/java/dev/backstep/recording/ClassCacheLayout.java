package dev.backstep.recording;

/**
 * Layout of a file of instrumented classes, little endian. It is written whole by the launcher, mapped by debuggees and never
 * changed; what a debuggee adds goes to another file, which is nothing but entries.
 *
 * <pre>
 * 0   magic
 * 8   length of the file
 * 16  number of slots, a power of two; 0
 * 24  slots: offset of an entry, 0 for none. An entry is in the first free one from (checksum of its original) on.
 *     entries, one after the other:
 *         checksum of the original, length of the original, length of the result (0: the class needs no change),
 *         length of the facts, checksum of result and facts
 *         original class file, result, facts
 * </pre>
 *
 * Checksums are CRC-32C. All members are compile-time constants, which the runtime copies in.
 */
public final class ClassCacheLayout {
    /** ASCII {@code BSCLASS1}, read as a little-endian long. */
    public static final long MAGIC = 0x3153_5341_4c43_5342L;
    public static final int LENGTH_OFFSET = 8;
    public static final int SLOT_COUNT_OFFSET = 16;
    public static final int HEADER_LENGTH_BYTES = 24;

    public static final int CRC_OFFSET = 0;
    public static final int ORIGINAL_LENGTH_OFFSET = 4;
    public static final int RESULT_LENGTH_OFFSET = 8;
    public static final int FACTS_LENGTH_OFFSET = 12;
    public static final int RESULT_CRC_OFFSET = 16;
    public static final int ENTRY_LENGTH_BYTES = 20;

    /** A file does not grow beyond that. */
    public static final int MOST_BYTES = 256 << 20;

    private ClassCacheLayout() { }
}
