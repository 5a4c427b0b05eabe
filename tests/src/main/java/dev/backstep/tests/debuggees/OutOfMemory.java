package dev.backstep.tests.debuggees;

import java.util.ArrayList;
import java.util.List;

/** A heap that is full, and an array that no heap can hold. */
@Debuggee(output = Debuggee.Output.NOT_COVERED, vmOptions = "-Xmx24m")
public final class OutOfMemory {
    private OutOfMemory() {
    }

    public static void main(String[] arguments) {
        try {
            System.out.println(new int[Integer.MAX_VALUE].length);
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
        List<byte[]> kept = new ArrayList<>();
        int count = 0;
        try {
            while (true) {
                kept.add(new byte[100_000]);
                count++;
            }
        } catch (OutOfMemoryError e) {
            kept = null;
            System.out.println(count + " " + e.getMessage());
        }
    }
}
