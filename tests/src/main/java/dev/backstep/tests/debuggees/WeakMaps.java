package dev.backstep.tests.debuggees;

import java.util.Map;
import java.util.WeakHashMap;

/** The size of a weak map, which shrinks when the collector says so. */
@Debuggee(vmOptions = "-Xmx32m")
public final class WeakMaps {
    private static byte[] garbage;

    private WeakMaps() {
    }

    public static void main(String[] arguments) {
        Map<Object, byte[]> map = new WeakHashMap<>();
        Object kept = new Object();
        map.put(kept, new byte[1]);
        for (int i = 0; i < 2_000; i++) {
            map.put(new Object(), new byte[1_000]);
            garbage = new byte[20_000];
            if (i % 20 == 0) {
                Trace.add(map.size());
            }
        }
        System.out.println(map.size() + " " + map.containsKey(kept) + " " + garbage.length);
        Trace.print();
    }
}
