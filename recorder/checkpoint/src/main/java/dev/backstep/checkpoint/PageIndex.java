package dev.backstep.checkpoint;

import java.util.Arrays;

/**
 * Where in the file the pages of a checkpoint stand. Runs, ascending by address: {@code counts[i]} pages from
 * {@code addresses[i]} on stand from page {@code filePages[i]} of the file on. A page in no run is as its mapping has
 * it: zeros, or what the file says.
 */
final class PageIndex {
    static final int PAGE_BYTES = 4096;

    private final long[] addresses;
    private final int[] counts;
    private final int[] filePages;

    PageIndex(long[] addresses, int[] counts, int[] filePages) {
        this.addresses = addresses;
        this.counts = counts;
        this.filePages = filePages;
    }

    int runCount() {
        return addresses.length;
    }

    long address(int run) {
        return addresses[run];
    }

    int count(int run) {
        return counts[run];
    }

    int filePage(int run) {
        return filePages[run];
    }

    long end(int run) {
        return addresses[run] + (long) counts[run] * PAGE_BYTES;
    }

    /** Pages that stand in the file, counted once for each address. */
    long pageCount() {
        return Arrays.stream(counts).asLongStream().sum();
    }

    /** The first run that ends behind an address; {@link #runCount} if there is none. */
    int firstRunBehind(long address) {
        int low = 0;
        int high = addresses.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The page of the file for an address, or -1. */
    int find(long address) {
        int run = firstRunBehind(address);
        return run == runCount() || addresses[run] > address
                ? -1
                : filePages[run] + (int) ((address - addresses[run]) / PAGE_BYTES);
    }

    /** Collects pages in ascending order of addresses. */
    static final class Builder {
        private long[] addresses = new long[256];
        private int[] counts = new int[256];
        private int[] filePages = new int[256];
        private int size;

        void add(long address, int filePage) {
            add(address, 1, filePage);
        }

        void add(long address, int count, int filePage) {
            if (size > 0) {
                int last = size - 1;
                long end = addresses[last] + (long) counts[last] * PAGE_BYTES;
                if (address < end) {
                    throw new IllegalStateException("page %x after %x".formatted(address, end));
                }
                if (address == end && filePages[last] + counts[last] == filePage) {
                    counts[last] += count;
                    return;
                }
            }
            if (size == addresses.length) {
                addresses = Arrays.copyOf(addresses, size * 2);
                counts = Arrays.copyOf(counts, size * 2);
                filePages = Arrays.copyOf(filePages, size * 2);
            }
            addresses[size] = address;
            counts[size] = count;
            filePages[size++] = filePage;
        }

        /** Takes over what another index has between two addresses. */
        void addFrom(PageIndex other, long start, long end) {
            for (int run = other.firstRunBehind(start); run < other.runCount() && other.address(run) < end; run++) {
                long from = Math.max(start, other.address(run));
                long to = Math.min(end, other.end(run));
                add(from, (int) ((to - from) / PAGE_BYTES),
                        other.filePage(run) + (int) ((from - other.address(run)) / PAGE_BYTES));
            }
        }

        PageIndex build() {
            return new PageIndex(Arrays.copyOf(addresses, size), Arrays.copyOf(counts, size),
                    Arrays.copyOf(filePages, size));
        }
    }
}
