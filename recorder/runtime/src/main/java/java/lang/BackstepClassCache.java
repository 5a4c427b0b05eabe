package java.lang;

import dev.backstep.recording.ClassCacheLayout;
import java.io.IOException;
import java.io.RandomAccessFile;
import jdk.internal.misc.CDS;
import jdk.internal.misc.Unsafe;
import jdk.internal.util.ArraysSupport;

/**
 * Classes that an earlier run of the same program has instrumented; see {@link ClassCacheLayout}. What is not there is
 * instrumented, and while recording it is added to a file that the launcher puts into the cache afterwards.
 *
 * <p>Whether a class is found makes no difference that the program, the log or the scheduler can see: so a recording and its
 * replays need not find the same.
 */
final class BackstepClassCache {
    private static Unsafe unsafe;
    /** Address of the mapped cache, its length and size of its table; 0 if there is none. */
    private static long base;
    private static long lengthBytes;
    private static int slots;
    /** Takes what is not there; null if nobody wants it. */
    private static RandomAccessFile added;
    private static long addedBytes;

    private BackstepClassCache() { }

    /**
     * While the VM boots. A cache that cannot be read is none.
     *
     * @param path of the cache, or null
     * @param newPath of an empty file for what is not there, or null
     */
    static void open(String path, String newPath) {
        unsafe = BackstepBaton.unsafe();
        crc(new byte[0], 0, 0);   // classes that are linked, here and where there is no cache: that may use up identity hashes
        ArraysSupport.vectorizedMismatch(new byte[8], Unsafe.ARRAY_BYTE_BASE_OFFSET, new byte[8], Unsafe.ARRAY_BYTE_BASE_OFFSET, 8, 0);
        if (!CDS.isUsingArchive()) {
            return;   // the transformer's classes use up identity hashes when they are linked, so it must do so in each run
        }
        try {
            if (path != null) {
                map(path);
            }
            added = newPath == null ? null : new RandomAccessFile(newPath, "rw");
        } catch (IOException e) {
            // the classes are instrumented here, then
        }
    }

    private static void map(String path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path, "r");
        long length = BackstepRaw.java_io_RandomAccessFile$$length0(file);
        if (length < ClassCacheLayout.HEADER_LENGTH_BYTES) {
            return;
        }
        long address = BackstepMappings.map(file.getFD(), false, 0, length);
        int count = unsafe.getInt(address + ClassCacheLayout.SLOT_COUNT_OFFSET);
        if (unsafe.getLong(address) == ClassCacheLayout.MAGIC && unsafe.getLong(address + ClassCacheLayout.LENGTH_OFFSET) == length
                && count > 0 && (count & count - 1) == 0 && ClassCacheLayout.HEADER_LENGTH_BYTES + 8L * count <= length) {
            base = address;
            lengthBytes = length;
            slots = count;
        }
    }

    // ------------------------------------------------------------------------------------------------ what is there

    /** @return address of the entry for a class file; 0 if there is none */
    static long find(byte[] b, int offset, int length) {
        if (base == 0) {
            return 0;
        }
        int crc = crc(b, offset, length);
        for (int i = 0; i < slots; i++) {
            long at = unsafe.getLong(base + ClassCacheLayout.HEADER_LENGTH_BYTES + 8L * (crc + i & slots - 1));
            if (at <= 0 || at > lengthBytes - ClassCacheLayout.ENTRY_LENGTH_BYTES) {
                return 0;
            }
            long entry = base + at;
            if (unsafe.getInt(entry + ClassCacheLayout.CRC_OFFSET) == crc && unsafe.getInt(entry + ClassCacheLayout.ORIGINAL_LENGTH_OFFSET) == length
                    && isIntact(entry) && isSame(b, offset, entry, length)) {
                return entry;
            }
        }
        return 0;
    }

    private static boolean isIntact(long entry) {
        long end = result(entry) + resultLength(entry) + factsLength(entry);
        if (resultLength(entry) < 0 || factsLength(entry) < 0 || end > base + lengthBytes) {
            return false;
        }
        int crc = ~BackstepRaw.java_util_zip_CRC32C$$updateDirectByteBuffer(-1, result(entry), 0, resultLength(entry) + factsLength(entry));
        return crc == unsafe.getInt(entry + ClassCacheLayout.RESULT_CRC_OFFSET);
    }

    private static boolean isSame(byte[] b, int offset, long entry, int length) {
        long original = entry + ClassCacheLayout.ENTRY_LENGTH_BYTES;
        int rest = length & 7;
        return ArraysSupport.vectorizedMismatch(b, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) offset, null, original, length, 0) < 0
                && isEndSame(b, offset + length - rest, original + length - rest, rest);
    }

    /** The mismatch above leaves up to 7 bytes out. */
    private static boolean isEndSame(byte[] b, int offset, long address, int length) {
        for (int i = 0; i < length; i++) {
            if (b[offset + i] != unsafe.getByte(address + i)) {
                return false;
            }
        }
        return true;
    }

    private static long result(long entry) {
        return entry + ClassCacheLayout.ENTRY_LENGTH_BYTES + unsafe.getInt(entry + ClassCacheLayout.ORIGINAL_LENGTH_OFFSET);
    }

    private static int resultLength(long entry) {
        return unsafe.getInt(entry + ClassCacheLayout.RESULT_LENGTH_OFFSET);
    }

    private static int factsLength(long entry) {
        return unsafe.getInt(entry + ClassCacheLayout.FACTS_LENGTH_OFFSET);
    }

    /** @return the instrumented class file, or null when nothing had to be changed */
    static byte[] instrumented(long entry) {
        int length = resultLength(entry);
        if (length == 0) {
            return null;
        }
        byte[] b = new byte[length];
        unsafe.copyMemory(null, result(entry), b, Unsafe.ARRAY_BYTE_BASE_OFFSET, length);
        return b;
    }

    // What BackstepClassLoading and BackstepSignatures have to know: four lists, one after the other.

    static String[] signatureClasses(long entry) {
        return strings(result(entry) + resultLength(entry));
    }

    static String[] reflected(long entry) {
        return strings(skip(result(entry) + resultLength(entry)));
    }

    static String[] loopMethods(long entry) {
        return strings(skip(skip(result(entry) + resultLength(entry))));
    }

    static int[] loopEnds(long entry) {
        long at = skip(skip(skip(result(entry) + resultLength(entry))));
        int[] ends = new int[unsafe.getInt(at)];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = unsafe.getInt(at + 4 + 4L * i);
        }
        return ends;
    }

    private static String[] strings(long at) {
        String[] strings = new String[unsafe.getInt(at)];
        at += 4;
        for (int i = 0; i < strings.length; i++) {
            char[] c = new char[unsafe.getInt(at)];
            unsafe.copyMemory(null, at + 4, c, Unsafe.ARRAY_CHAR_BASE_OFFSET, 2L * c.length);
            strings[i] = new String(c);
            at += 4 + 2L * c.length;
        }
        return strings;
    }

    private static long skip(long at) {
        int count = unsafe.getInt(at);
        at += 4;
        for (int i = 0; i < count; i++) {
            at += 4 + 2L * unsafe.getInt(at);
        }
        return at;
    }

    // ------------------------------------------------------------------------------------------------ what is new

    /**
     * Recording, with the baton: keeps a class for the next run.
     *
     * @param changed the instrumented class file, or null when nothing had to be changed
     */
    static void add(byte[] b, int offset, int length, byte[] changed, Object facts) {
        if (added == null || addedBytes > ClassCacheLayout.MOST_BYTES || BackstepSession.modeHere() != BackstepSession.RECORD) {
            return;
        }
        String[] signatureClasses = BackstepRaw.signatureClasses(facts);
        String[] reflected = BackstepRaw.reflected(facts);
        String[] loopMethods = BackstepRaw.loopMethods(facts);
        int[] loopEnds = BackstepRaw.loopEnds(facts);
        int factsLength = length(signatureClasses) + length(reflected) + length(loopMethods) + 4 + 4 * loopEnds.length;
        int changedLength = changed == null ? 0 : changed.length;
        byte[] entry = new byte[ClassCacheLayout.ENTRY_LENGTH_BYTES + length + changedLength + factsLength];
        putInt(entry, ClassCacheLayout.CRC_OFFSET, crc(b, offset, length));
        putInt(entry, ClassCacheLayout.ORIGINAL_LENGTH_OFFSET, length);
        putInt(entry, ClassCacheLayout.RESULT_LENGTH_OFFSET, changedLength);
        putInt(entry, ClassCacheLayout.FACTS_LENGTH_OFFSET, factsLength);
        System.arraycopy(b, offset, entry, ClassCacheLayout.ENTRY_LENGTH_BYTES, length);
        int result = ClassCacheLayout.ENTRY_LENGTH_BYTES + length;
        if (changed != null) {
            System.arraycopy(changed, 0, entry, result, changedLength);
        }
        int at = put(entry, put(entry, put(entry, result + changedLength, signatureClasses), reflected), loopMethods);
        putInt(entry, at, loopEnds.length);
        for (int i = 0; i < loopEnds.length; i++) {
            putInt(entry, at + 4 + 4 * i, loopEnds[i]);
        }
        putInt(entry, ClassCacheLayout.RESULT_CRC_OFFSET, crc(entry, result, changedLength + factsLength));
        try {
            BackstepRaw.java_io_RandomAccessFile$$writeBytes0(added, entry, 0, entry.length);
            addedBytes += entry.length;
        } catch (IOException e) {
            added = null;   // the disk is full, or the like: what comes is not kept
        }
    }

    private static int length(String[] strings) {
        int length = 4;
        for (int i = 0; i < strings.length; i++) {
            length += 4 + 2 * strings[i].length();
        }
        return length;
    }

    private static int put(byte[] to, int at, String[] strings) {
        putInt(to, at, strings.length);
        at += 4;
        for (int i = 0; i < strings.length; i++) {
            String s = strings[i];
            putInt(to, at, s.length());
            at += 4;
            for (int k = 0; k < s.length(); k++) {
                to[at++] = (byte) s.charAt(k);
                to[at++] = (byte) (s.charAt(k) >>> 8);
            }
        }
        return at;
    }

    private static void putInt(byte[] to, int at, int v) {
        unsafe.putInt(to, Unsafe.ARRAY_BYTE_BASE_OFFSET + (long) at, v);
    }

    /** CRC-32C; the interpreter has an instruction for it. */
    private static int crc(byte[] b, int offset, int length) {
        return ~BackstepRaw.java_util_zip_CRC32C$$updateBytes(-1, b, offset, offset + length);
    }
}
