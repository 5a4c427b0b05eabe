package dev.backstep.tests.debuggees;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Fields and elements that code of the class library writes. {@code QueriesTest} knows its lines by their comments. */
@Debuggee(output = Output.SAME)
public final class LibraryWrites {
    private static final AtomicIntegerFieldUpdater<LibraryWrites> COUNT = AtomicIntegerFieldUpdater.newUpdater(LibraryWrites.class, "count");

    private final int[] slots = new int[4];
    private final int[] copied = new int[4];
    private final AtomicInteger sum = new AtomicInteger();
    private volatile int count;
    private int own;

    private LibraryWrites() {
    }

    private void work() {
        for (int i = 0; i < 4; i++) {
            slots[i] = i; // by the program
            sum.addAndGet(i);
            own += i;
        }
        System.arraycopy(slots, 0, copied, 0, 4); // copied
        count = 1;
        Arrays.fill(slots, 2, 4, 9);
        COUNT.addAndGet(this, 40);
        System.out.println(Arrays.toString(slots) + sum + count + own + Arrays.toString(copied)); // shown
    }

    public static void main(String[] arguments) {
        new LibraryWrites().work();
    }
}
