package dev.backstep.record;

import dev.backstep.recording.ClassCacheLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/** Makes one file of instrumented classes out of others; see {@link ClassCacheLayout}. Entries that are damaged or there twice are left out. */
final class ClassCacheMerge {
    private final Map<Integer, List<ByteBuffer>> byCrc = new HashMap<>();
    private final List<ByteBuffer> entries = new ArrayList<>();
    private int entryBytes;

    /** Adds the entries of a whole file; none if it is not one. */
    void addFile(ByteBuffer file) {
        ByteBuffer bytes = file.order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < ClassCacheLayout.HEADER_LENGTH_BYTES || bytes.getLong(0) != ClassCacheLayout.MAGIC) {
            return;
        }
        long start = ClassCacheLayout.HEADER_LENGTH_BYTES + (long) Long.BYTES * bytes.getInt(ClassCacheLayout.SLOT_COUNT_OFFSET);
        if (start >= ClassCacheLayout.HEADER_LENGTH_BYTES && start <= bytes.limit()) {
            addEntries(bytes.position((int) start));
        }
    }

    /** Adds entries up to the first that is damaged: its writer was killed there. */
    void addEntries(ByteBuffer bytes) {
        ByteBuffer rest = bytes.order(ByteOrder.LITTLE_ENDIAN);
        while (rest.remaining() >= ClassCacheLayout.ENTRY_LENGTH_BYTES) {
            long length = length(rest);
            if (length < 0 || length > rest.remaining()) {
                return;
            }
            ByteBuffer entry = rest.slice(rest.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
            if (!isIntact(entry)) {
                return;
            }
            add(entry);
            rest.position(rest.position() + (int) length);
        }
    }

    /** @return length of the entry at the position; negative if it is impossible */
    private static long length(ByteBuffer bytes) {
        int at = bytes.position();
        int original = bytes.getInt(at + ClassCacheLayout.ORIGINAL_LENGTH_OFFSET);
        int result = bytes.getInt(at + ClassCacheLayout.RESULT_LENGTH_OFFSET);
        int facts = bytes.getInt(at + ClassCacheLayout.FACTS_LENGTH_OFFSET);
        return original < 0 || result < 0 || facts < 0 ? -1 : (long) ClassCacheLayout.ENTRY_LENGTH_BYTES + original + result + facts;
    }

    private static boolean isIntact(ByteBuffer entry) {
        int result = ClassCacheLayout.ENTRY_LENGTH_BYTES + entry.getInt(ClassCacheLayout.ORIGINAL_LENGTH_OFFSET);
        return crc(original(entry)) == entry.getInt(ClassCacheLayout.CRC_OFFSET)
                && crc(entry.slice(result, entry.limit() - result)) == entry.getInt(ClassCacheLayout.RESULT_CRC_OFFSET);
    }

    private static ByteBuffer original(ByteBuffer entry) {
        return entry.slice(ClassCacheLayout.ENTRY_LENGTH_BYTES, entry.getInt(ClassCacheLayout.ORIGINAL_LENGTH_OFFSET));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private void add(ByteBuffer entry) {
        List<ByteBuffer> same = byCrc.computeIfAbsent(entry.getInt(ClassCacheLayout.CRC_OFFSET), _ -> new ArrayList<>());
        for (ByteBuffer other : same) {
            if (original(other).equals(original(entry))) {
                return;
            }
        }
        same.add(entry);
        entries.add(entry);
        entryBytes += entry.limit();
    }

    /** The merged file. */
    ByteBuffer file() {
        int slots = Integer.highestOneBit(Math.max(1, entries.size())) * 4;
        int start = ClassCacheLayout.HEADER_LENGTH_BYTES + Long.BYTES * slots;
        ByteBuffer file = ByteBuffer.allocate(start + entryBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, ClassCacheLayout.MAGIC);
        file.putLong(ClassCacheLayout.LENGTH_OFFSET, file.capacity());
        file.putInt(ClassCacheLayout.SLOT_COUNT_OFFSET, slots);
        int at = start;
        for (ByteBuffer entry : entries) {
            int slot = entry.getInt(ClassCacheLayout.CRC_OFFSET) & slots - 1;
            while (file.getLong(slotOffset(slot)) != 0) {
                slot = slot + 1 & slots - 1;
            }
            file.putLong(slotOffset(slot), at);
            file.put(at, entry, 0, entry.limit());
            at += entry.limit();
        }
        return file;
    }

    private static int slotOffset(int slot) {
        return ClassCacheLayout.HEADER_LENGTH_BYTES + Long.BYTES * slot;
    }
}
