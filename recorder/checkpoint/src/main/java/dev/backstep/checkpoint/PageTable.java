package dev.backstep.checkpoint;

/**
 * Hash table from hashes of pages to their numbers in the file. Several pages may have one hash. Open addressing,
 * linear; page 0 is the file's header and stands for an empty slot. {@link #next} continues the latest {@link #first}.
 */
final class PageTable {
    private long[] hashes = new long[1 << 14];
    private int[] pages = new int[1 << 14];
    private int size;
    private int slot;

    /** The first page with this hash, or -1. */
    int first(long hash) {
        slot = start(hash);
        return search(hash);
    }

    int next(long hash) {
        slot = slot + 1 & hashes.length - 1;
        return search(hash);
    }

    private int search(long hash) {
        while (pages[slot] != 0) {
            if (hashes[slot] == hash) {
                return pages[slot];
            }
            slot = slot + 1 & hashes.length - 1;
        }
        return -1;
    }

    void add(long hash, int page) {
        if (++size * 2 > hashes.length) {
            grow();
        }
        insert(hash, page);
    }

    private void insert(long hash, int page) {
        int at = start(hash);
        while (pages[at] != 0) {
            at = at + 1 & hashes.length - 1;
        }
        hashes[at] = hash;
        pages[at] = page;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldPages = pages;
        hashes = new long[oldHashes.length * 2];
        pages = new int[oldPages.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldPages[i] != 0) {
                insert(oldHashes[i], oldPages[i]);
            }
        }
    }

    private int start(long hash) {
        return (int) (hash ^ hash >>> 32) & hashes.length - 1;
    }
}
