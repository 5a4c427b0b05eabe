package dev.backstep.tests.debuggees;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;

/** A cache of soft references in a heap that is too small for it. */
@Debuggee(vmOptions = {"-Xmx32m", "-XX:SoftRefLRUPolicyMSPerMB=0"})
public final class SoftReferences {
    private SoftReferences() {
    }

    public static void main(String[] arguments) {
        List<SoftReference<byte[]>> cache = new ArrayList<>();
        int gone = 0;
        for (int i = 0; i < 150; i++) {
            cache.add(new SoftReference<>(new byte[500_000]));
            for (int j = 0; j < cache.size(); j += 7) {
                if (cache.get(j).get() == null) {
                    gone++;
                    Trace.add(i * 1_000 + j);
                }
            }
        }
        System.out.println(gone + " times gone");
        Trace.print();
    }
}
