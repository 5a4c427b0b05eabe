package dev.backstep.linux;

/**
 * Adjacent pages of a process, {@code end} exclusive.
 *
 * @param written written since the last scan that reset this; true as well if nobody watches them
 */
public record PageRange(long start, long end, boolean written) {
    public static final int PAGE_BYTES = 4096;

    public long lengthBytes() {
        return end - start;
    }

    public int pageCount() {
        return (int) (lengthBytes() / PAGE_BYTES);
    }
}
