package dev.backstep.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** System calls for another process to execute in one go: {@link RemoteExecutor}. */
final class CallBatch {
    /** Words of a row: number, six arguments, result. */
    static final int ROW_WORDS = 8;
    static final int ROW_BYTES = ROW_WORDS * Long.BYTES;

    private final String purpose;
    private final List<long[]> rows = new ArrayList<>();

    /** @param purpose for messages */
    CallBatch(String purpose) {
        this.purpose = purpose;
    }

    CallBatch add(int number, long... arguments) {
        long[] row = new long[ROW_WORDS];
        row[0] = number;
        System.arraycopy(arguments, 0, row, 1, arguments.length);
        rows.add(row);
        return this;
    }

    void clear() {
        rows.clear();
    }

    String purpose() {
        return purpose;
    }

    int size() {
        return rows.size();
    }

    long[] row(int index) {
        return rows.get(index);
    }
}
