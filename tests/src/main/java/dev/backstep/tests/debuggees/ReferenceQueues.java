package dev.backstep.tests.debuggees;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;

/** Phantom and weak references that come out of a queue, in the order of the collector. */
@Debuggee
public final class ReferenceQueues {
    private ReferenceQueues() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Map<Reference<?>, Integer> numbers = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            Object object = new Object();
            numbers.put(i % 2 == 0 ? new PhantomReference<>(object, queue) : new WeakReference<>(object, queue), i);
        }
        System.out.println(queue.poll());
        System.gc();
        int count = 0;
        while (count < 100) {
            Reference<?> reference = queue.remove(20);
            if (reference == null) {
                Trace.add(-1);
                System.gc();
            } else {
                Trace.add(numbers.get(reference));
                count++;
            }
        }
        System.out.println(count + " " + queue.poll());
        Trace.print();
    }
}
