package dev.backstep.tests.debuggees;

import dev.backstep.tests.debuggees.Debuggee.Output;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** Fields and elements that code of the class library writes. {@code QueriesTest} knows its lines by their comments. */
@Debuggee(output = Output.SAME)
public final class LibraryWrites {
    private static final AtomicIntegerFieldUpdater<LibraryWrites> COUNT = AtomicIntegerFieldUpdater.newUpdater(LibraryWrites.class, "count");

    private static int total;
    private static String title = "none";
    private static Object latest;

    private final int[] slots = new int[4];
    private final int[] copied = new int[4];
    private final AtomicInteger sum = new AtomicInteger();
    private volatile int count;
    private int own;

    private LibraryWrites() {
    }

    private void work() throws ReflectiveOperationException {
        for (int i = 0; i < 4; i++) {
            slots[i] = i; // by the program
            sum.addAndGet(i);
            own += i;
        }
        System.arraycopy(slots, 0, copied, 0, 4); // copied
        count = 1;
        Arrays.fill(slots, 2, 4, 9);
        COUNT.addAndGet(this, 40);
        total = 3;
        title = "by the program";
        latest = slots;
        LibraryWrites.class.getDeclaredField("total").setInt(null, 50);
        LibraryWrites.class.getDeclaredField("latest").set(null, copied);
        System.out.println(Arrays.toString(slots) + sum + count + own + Arrays.toString(copied) + total + title + (latest == copied)); // shown
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        new LibraryWrites().work();
    }
}
