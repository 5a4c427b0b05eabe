package java.lang;

import dev.backstep.recording.ControlLayout;
import jdk.internal.misc.Unsafe;

/** Tells the controller which class, method and line the sites of an instrumented class are: SITES of the control block. */
final class BackstepSites {
    private static long at;

    private BackstepSites() { }

    static void append(long block, String name, String source, Object facts, int[] lines) {
        Unsafe u = BackstepBaton.unsafe();
        int first = u.getInt(block + ControlLayout.SITE_COUNT_OFFSET);
        long start = block + ControlLayout.SITES_OFFSET;
        at = start + u.getLong(block + ControlLayout.SITES_LENGTH_OFFSET);
        String[] methods = BackstepRaw.siteMethods(facts);
        int[] counts = BackstepRaw.siteCounts(facts);
        putInt(first);
        putInt(counts.length);
        putString(name);
        putString(source);
        int line = 0;
        for (int m = 0; m < counts.length; m++) {
            int split = methods[m].indexOf('(');
            int flags = methods[m].indexOf(' ');
            putString(methods[m].substring(0, split));
            putString(methods[m].substring(split, flags));
            putInt(Integer.parseInt(methods[m].substring(flags + 1)));
            putInt(counts[m]);
            for (int i = 0; i < counts[m]; i++) {
                putInt(lines[line++]);
            }
        }
        u.putInt(block + ControlLayout.SITE_COUNT_OFFSET, first + lines.length);
        u.putLongVolatile(null, block + ControlLayout.SITES_LENGTH_OFFSET, at - start);
    }

    private static void putInt(int v) {
        BackstepBaton.unsafe().putInt(at, v);
        at += 4;
    }

    private static void putString(String s) {
        putInt(s.length());
        for (int i = 0; i < s.length(); i++) {
            BackstepBaton.unsafe().putChar(at, s.charAt(i));
            at += 2;
        }
    }
}
