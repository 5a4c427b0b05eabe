package java.lang;

import java.io.FileOutputStream;
import java.io.IOException;

/**
 * Appends numbers and strings to the file that a replay leaves beside its report ({@code SurveyLayout}). Buffered; only the
 * thread with the baton writes. If the disk is full the file ends early, which its reader notices.
 */
final class BackstepIndex {
    private static final int BUFFER_BYTES = 1 << 16;
    /** No number takes more. */
    private static final int LONGEST_NUMBER = 10;

    private static FileOutputStream file;
    private static byte[] buffer;
    private static int at;

    private BackstepIndex() { }

    /** Called while the VM boots, when natives are not taken from the log. */
    static void open(String path, long magic, int version) throws IOException {
        file = new FileOutputStream(path);
        buffer = new byte[BUFFER_BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            putByte((int) (magic >>> 8 * i));
        }
        for (int i = 0; i < Long.BYTES; i++) {
            putByte(i < Integer.BYTES ? version >>> 8 * i : 0);
        }
        flush();    // links the native, which may use up identity hashes
    }

    static void putByte(int v) {
        if (at == BUFFER_BYTES) {
            flush();
        }
        buffer[at++] = (byte) v;
    }

    static void putUnsigned(long v) {
        if (at > BUFFER_BYTES - LONGEST_NUMBER) {
            flush();
        }
        byte[] b = buffer;
        int i = at;
        while ((v & ~0x7fL) != 0) {
            b[i++] = (byte) (v | 0x80);
            v >>>= 7;
        }
        b[i++] = (byte) v;
        at = i;
    }

    static void putSigned(long v) {
        putUnsigned(v << 1 ^ v >> 63);
    }

    static void putBytes(byte[] b, int offset, int length) {
        for (int i = 0; i < length; i++) {
            putByte(b[offset + i]);
        }
    }

    /** @param s may be null. @param most characters that are kept */
    static void putString(String s, int most) {
        if (s == null) {
            putUnsigned(0);
            return;
        }
        int n = Math.min(s.length(), most);
        boolean wide = false;
        for (int i = 0; i < n && !wide; i++) {
            wide = s.charAt(i) > 255;
        }
        putUnsigned(((long) n << 1 | (wide ? 1 : 0)) + 1);
        for (int i = 0; i < n; i++) {
            char c = s.charAt(i);
            putByte(c);
            if (wide) {
                putByte(c >>> 8);
            }
        }
    }

    static void flush() {
        int n = at;
        at = 0;
        if (n == 0 || file == null) {
            return;
        }
        try {
            BackstepRaw.java_io_FileOutputStream$$writeBytes(file, buffer, 0, n, false);
        } catch (IOException e) {
            file = null;    // what is missing shows that it failed
        }
    }
}
