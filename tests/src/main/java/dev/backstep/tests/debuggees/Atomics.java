package dev.backstep.tests.debuggees;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Compare-and-set loops, adders, variable handles; the number of retries shows the interleaving. */
@Debuggee
public final class Atomics {
    private static final VarHandle PLAIN;
    private static final AtomicIntegerFieldUpdater<Atomics> UPDATER = AtomicIntegerFieldUpdater.newUpdater(Atomics.class, "updated");

    static {
        try {
            PLAIN = MethodHandles.lookup().findVarHandle(Atomics.class, "plain", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int plain;
    private volatile int updated;

    private Atomics() {
    }

    public static void main(String[] arguments) throws InterruptedException {
        Atomics atomics = new Atomics();
        AtomicInteger counter = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        AtomicLongArray array = new AtomicLongArray(4);
        AtomicReference<String> text = new AtomicReference<>("");
        AtomicStampedReference<Integer> stamped = new AtomicStampedReference<>(0, 0);
        LongAdder adder = new LongAdder();
        LongAccumulator largest = new LongAccumulator(Math::max, 0);
        Work.inThreads(4, index -> {
            for (int i = 0; i < 2_000; i++) {
                int seen = counter.get();
                if (i % 100 == 0) {
                    Thread.yield();
                }
                if (!counter.compareAndSet(seen, seen + 1)) {
                    retries.incrementAndGet();
                }
                int before = (int) PLAIN.getOpaque(atomics);
                PLAIN.weakCompareAndSetPlain(atomics, before, before + 1);
                UPDATER.incrementAndGet(atomics);
                array.accumulateAndGet(i % 4, index, (a, b) -> a * 3 + b);
                text.updateAndGet(old -> old.length() > 50 ? "" : old + index);
                stamped.attemptStamp(stamped.getReference(), i);
                adder.increment();
                largest.accumulate(seen);
            }
        });
        System.out.println(counter + " " + retries + " " + atomics.plain + " " + atomics.updated + " " + array + " " + text + " "
                + stamped.getStamp() + " " + adder + " " + largest);
    }
}
