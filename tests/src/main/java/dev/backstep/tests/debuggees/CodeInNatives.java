package dev.backstep.tests.debuggees;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Natives that run Java code, which leaves traces: the help texts of diagnostic commands make thread locals, whose hash
 * codes come from a counter. How often later thread locals collide decides how often the program looks at references.
 */
@Debuggee(vmOptions = "-Xmx48m")
public final class CodeInNatives {
    private static byte[] garbage;

    private CodeInNatives() {
    }

    public static void main(String[] arguments) {
        System.out.println(ManagementFactory.getPlatformMBeanServer().getMBeanCount() > 10);
        List<ThreadLocal<Integer>> locals = new ArrayList<>();
        List<WeakReference<byte[]>> references = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            locals.add(ThreadLocal.withInitial(() -> 1));
            references.add(new WeakReference<>(new byte[1_000]));
        }
        int sum = 0;
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < locals.size(); i++) {
                sum += locals.get(i).get();
                if (references.get(i).get() == null) {
                    Trace.add(round * 100 + i);
                    references.set(i, new WeakReference<>(new byte[1_000 + round]));
                    locals.set(i, ThreadLocal.withInitial(() -> 2));
                }
            }
            garbage = new byte[200_000];
        }
        System.out.println(sum + " " + garbage.length);
        Trace.print();
    }
}
