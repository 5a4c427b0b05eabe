package dev.backstep.replay.query;

import java.util.Arrays;

/** A growing array of numbers. */
final class LongArray {
    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long get(int index) {
        return values[index];
    }

    long last() {
        return values[size - 1];
    }

    long[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Of ascending numbers: index of the first that is greater than {@code value}, or the size. */
    int upperBound(long value) {
        return value == Long.MAX_VALUE ? size : lowerBound(values, 0, size, value + 1);
    }

    /** @return index of the first number of {@code ascending} in [from, to) that is at least {@code value}, or {@code to} */
    static int lowerBound(long[] ascending, int from, int to, long value) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    static int lowerBound(long[] ascending, long value) {
        return lowerBound(ascending, 0, ascending.length, value);
    }
}
