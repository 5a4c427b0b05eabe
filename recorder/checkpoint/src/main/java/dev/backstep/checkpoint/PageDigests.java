package dev.backstep.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds pages by their content without having it: pages are taken for equal if 128 bits of their SHA-256 are. Numbers of pages
 * that nobody needs any more are given out again.
 */
final class PageDigests {
    private final MessageDigest digest;
    private final byte[] content = new byte[PageIndex.PAGE_BYTES];
    private PageTable table = new PageTable();
    private final BitSet used = new BitSet();
    /** By page. */
    private long[] highs = new long[1 << 14];
    private long[] lows = new long[1 << 14];
    private long high;
    private long low;

    PageDigests() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** @return the page with this content, or -1; {@link #add} would add it then */
    int find(MemorySegment memory, long offset) {
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, content, 0, content.length);
        ByteBuffer sum = ByteBuffer.wrap(digest.digest(content));
        high = sum.getLong();
        low = sum.getLong();
        // Page 0 of the table stands for an empty slot.
        for (int page = table.first(high); page >= 0; page = table.next(high)) {
            if (lows[page - 1] == low) {
                return page - 1;
            }
        }
        return -1;
    }

    /** Adds what was not found. @return its number */
    int add() {
        int page = used.nextClearBit(0);
        used.set(page);
        if (page >= highs.length) {
            highs = Arrays.copyOf(highs, page * 2);
            lows = Arrays.copyOf(lows, page * 2);
        }
        highs[page] = high;
        lows[page] = low;
        table.add(high, page + 1);
        return page;
    }

    /** Forgets all others. */
    void keep(BitSet needed) {
        used.and(needed);
        table = new PageTable();
        used.stream().forEach(page -> table.add(highs[page], page + 1));
    }
}
