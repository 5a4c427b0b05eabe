package dev.backstep.tests.debuggees;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicMarkableReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.DoubleAdder;

/** The other classes of java.util.concurrent.atomic: arrays, fields, marks, sums of doubles, whose last digits show the order. */
@Debuggee
public final class AtomicFields {
    private static final AtomicLongFieldUpdater<AtomicFields> COUNT = AtomicLongFieldUpdater.newUpdater(AtomicFields.class, "count");
    private static final AtomicReferenceFieldUpdater<AtomicFields, String> LAST = AtomicReferenceFieldUpdater.newUpdater(AtomicFields.class, String.class, "last");

    private volatile long count;
    private volatile String last = "";

    private AtomicFields() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        AtomicFields fields = new AtomicFields();
        AtomicIntegerArray counts = new AtomicIntegerArray(8);
        AtomicReferenceArray<String> names = new AtomicReferenceArray<>(8);
        AtomicMarkableReference<Integer> marked = new AtomicMarkableReference<>(0, false);
        AtomicLong failures = new AtomicLong();
        AtomicBoolean token = new AtomicBoolean();
        DoubleAdder sum = new DoubleAdder();
        DoubleAccumulator product = new DoubleAccumulator((a, b) -> a * 0.999 + b, 1);
        Work.inThreads(4, index -> {
            for (int i = 0; i < 1_500; i++) {
                COUNT.addAndGet(fields, index + 1);
                String seen = LAST.get(fields);
                if (i % 40 == 0) {
                    Thread.yield();
                }
                if (!LAST.compareAndSet(fields, seen, index + ":" + i)) {
                    failures.incrementAndGet();
                }
                counts.getAndUpdate(i & 7, old -> old * 3 + index);
                names.set(i & 7, index + "-" + i);
                Integer value = marked.getReference();
                marked.compareAndSet(value, i, marked.isMarked(), index % 2 == 0);
                if (token.compareAndSet(false, true)) {
                    sum.add(1.0 / (index + i + 1));
                    token.set(false);
                }
                product.accumulate(index);
            }
        });
        System.out.println(fields.count + " " + fields.last + " " + failures + " " + counts + " " + names);
        System.out.println(marked.getReference() + " " + marked.isMarked() + " " + sum + " " + product);
    }
}
