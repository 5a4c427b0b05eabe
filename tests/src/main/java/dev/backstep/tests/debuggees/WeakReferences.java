package dev.backstep.tests.debuggees;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Looks at weak references while the collector clears them. */
@Debuggee(vmOptions = "-Xmx48m")
public final class WeakReferences {
    private static byte[] garbage;

    private WeakReferences() {
    }

    public static void main(String[] arguments) {
        List<WeakReference<byte[]>> references = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            references.add(new WeakReference<>(new byte[1_000]));
        }
        int cleared = 0;
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < references.size(); i++) {
                WeakReference<byte[]> reference = references.get(i);
                if (i % 2 == 0 ? reference.get() == null : reference.refersTo(null)) {
                    cleared++;
                    Trace.add(round * 100 + i);
                    references.set(i, new WeakReference<>(new byte[1_000 + round]));
                }
            }
            garbage = new byte[200_000];
        }
        System.out.println(cleared + " cleared " + garbage.length);
        WeakReference<Object> mine = new WeakReference<>(new Object());
        mine.clear();
        System.out.println(mine.get() + " " + mine.enqueue());
        Trace.print();
    }
}
